package credit

import "firesale/market/unit"

// An Execution is how the coins of liquidations were sold, against the price at which each began and the one at which its first
// order came. What borrowers ask to be sold is left out: nobody waits for a price there. Every sum is over sales, or over what waits
// for them, so that it does not depend on how loans are sold together.
type Execution struct {
	Sold      unit.BTC
	Gross     unit.USD  // before cost
	AtTrigger unit.USD  // had they been sold at the mark by which their liquidation began
	AtArrival unit.USD  // had they been sold at the mid just before the first order for them
	Waited    unit.Wide // satoshis · steps, from the breach to the sale

	UnderWater unit.Wide // satoshis · steps in which coins waited whose loans owed more than they were worth, sold in the end or not
	Arriving   unit.Wide // satoshis of them that were sold inside of a step, which waited for the time in it at which orders arrive
}

// Sunk notes that coins were under water for a step.
func (e *Execution) Sunk(coins unit.BTC) {
	e.UnderWater = e.UnderWater.Plus(unit.Product(int64(coins), 1))
}

// SunkUntil notes that coins were under water for a step until they were sold, inside of it or at its end.
func (e *Execution) SunkUntil(coins unit.BTC, inside bool) {
	if !inside {
		e.Sunk(coins)
		return
	}
	e.Arriving = e.Arriving.Plus(unit.Product(int64(coins), 1))
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
