package credit

import "firesale/market/unit"

// An Execution is how the coins of liquidations were sold, against the price at which each began and the one at which its first
// order came. What borrowers ask to be sold is left out: nobody waits for a price there. Every sum is over sales, so that it does
// not depend on how loans are sold together.
type Execution struct {
	Sold      unit.BTC
	Gross     unit.USD  // before cost
	AtTrigger unit.USD  // had they been sold at the mark by which their liquidation began
	AtArrival unit.USD  // had they been sold at the mid just before the first order for them
	Waited    unit.Wide // satoshis · steps, from the breach to the sale
}

// Arrived notes the mid just before the first order for loans.
func (l *Liquidation) Arrived(mid unit.Price) { l.arrival = mid }

// Execute notes a sale of a liquidation in a step.
func (h *Holding) Execute(l *Liquidation, sold unit.BTC, fill unit.Fill, step int) {
	if l.ByOwner() {
		return
	}
	e := &h.Ledger.Execution
	e.Sold += sold
	e.Gross += fill.Value(sold)
	e.AtTrigger += l.Trigger.Value(sold)
	e.AtArrival += l.arrival.Value(sold)
	e.Waited = e.Waited.Plus(unit.Product(int64(sold), int64(step-int(l.Step))))
}
