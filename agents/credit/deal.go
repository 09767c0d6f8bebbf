package credit

import "firesale/market/unit"

// A Deal is one copy of a securitization while it runs: who has been paid what, and what is held for whom. It is pure
// accounting. Values come in (collections, what the pool looks like on a day) and go out (what the lender may do, who
// lost how much); it knows no loan, no venue and no clock, and every balance is an integer.
//
//	d.Collect(…)   as often as loans pay or sales settle
//	d.Mark(…)      once a day, for the triggers that watch the price
//	d.PayDay(…)    on each payment date, d.Next(): collect, evaluate triggers, run the list of the phase, audit
//	d.WindUp(…)    once, at the end of a run
//
// The rules are shared between copies; Reset and Clone copy a few hundred bytes. A Deal is not safe for concurrent use.
type Deal struct {
	Told    func(TriggerEvent) // gets every trigger that fires or lifts; nil to go without
	Entered func(Phase)        // gets every phase after the first; nil to go without
	Record  func(Entry)        // gets what every account, note and fee did, each payment date; nil to go without

	rules    *rules
	notes    []note
	fees     []fee
	triggers []trigger
	log      []TriggerEvent
	owner    owner
	state
}

// state is what Reset overwrites at once.
type state struct {
	purses    [accounts]purse
	sums      sums
	window    window
	facts     PoolFacts // of the day that is being processed
	pool      unit.USD  // principal of the loans, running
	poolStart unit.USD  // at the start of the period
	bought    unit.USD  // today
	prefunded unit.USD  // prefunding not yet spent
	idle      unit.USD  // cash that earned account income since the last payment date

	since      unit.Date // last payment date, or the opening
	today      unit.Date
	number     int   // payment dates since closing
	thirtieths int64 // of a month since the opening, as coupons and fixed fees count them
	whole      bool
	phase      Phase
	entered    Phase    // the last one that was told
	reserveAim unit.USD // target of the reserve as the last list left it

	calling     bool // a cover call or redemption is open
	callDue     unit.Date
	accelerated bool
	early       unit.Date // last day on which it amortized early; 0 = it never did
	claimed     unit.USD  // recourse that the lender could not pay
	calledFor   unit.USD  // price of the clean-up call

	final bool // no loan will pay any more: what is unpaid now is lost
	done  bool
	wound bool
	err   error
}

// sums is everything that ever went in or out.
type sums struct {
	repaid, interest, gross, income, deposits, recourse, called unit.USD // in
	costs, surplus, fees, coupons, principal, bought, residual  unit.USD // out
	lost, added                                                 unit.USD // principal of loans written off; put in for nothing
	recoveredInterest                                           unit.USD // part of gross
}

// owner is who gets the residual.
type owner struct {
	today unit.USD
	flows []Flow
}

// Phase is which list pays.
type Phase uint8

// The phases, in their order; there is no way back unless the trigger is curable.
const (
	Revolving Phase = iota
	Amortizing
	Enforcement
)

// String is the phase's name in a study.
func (p Phase) String() string { return [...]string{"revolving", "amortizing", "enforcement"}[p] }

// Reset puts the deal back to its opening, without allocation.
func (d *Deal) Reset() {
	r := d.rules
	d.state = state{pool: r.closingPool, poolStart: r.closingPool, prefunded: r.spec.Prefunding.Amount,
		since: r.start, today: r.start, number: r.firstNumber, whole: r.wholeStart}
	for i := range d.notes {
		d.notes[i].reset(&r.notes[i])
	}
	clear(d.fees)
	clear(d.triggers)
	d.log = d.log[:0]
	d.owner = owner{flows: d.owner.flows[:0]}
	d.purses[FundingAccount].put(r.spec.Cash + r.spec.Prefunding.Amount)
	d.purses[ReserveAccount].put(r.spec.Reserve.Initial)
	for a := range d.purses {
		d.purses[a].roll() // the first period opens with what closing paid in
	}
	d.idle = d.allCash()
	d.reserveAim = d.reserveTarget()
	d.phase = d.phaseOn(d.number + 1)
	d.entered = d.phase
}

// Clone is another copy of the same deal, at its opening.
func (d *Deal) Clone() *Deal { return newDeal(d.rules) }

func newDeal(r *rules) *Deal {
	d := &Deal{rules: r, notes: make([]note, len(r.notes)), fees: make([]fee, len(r.fees)), triggers: make([]trigger, len(r.triggers))}
	dates := max(0, r.spec.LegalFinal-r.firstNumber) + 2
	for i := range d.notes {
		d.notes[i].flows = make([]Flow, 0, dates)
	}
	d.owner.flows = make([]Flow, 0, dates)
	d.log = make([]TriggerEvent, 0, 2*len(r.triggers))
	d.Reset()
	return d
}

// Next is the next payment date.
func (d *Deal) Next() unit.Date { return d.payDate(d.number + 1) }

// Log is the triggers that fired or lifted so far. It is valid until the next Reset.
func (d *Deal) Log() []TriggerEvent { return d.log }

// Balance is what is held in an account.
func (d *Deal) Balance(a Account) unit.USD { return d.purses[a].balance }

// phaseOn is the phase that leads to the n-th payment date as triggers stand. The legal final counts once it has come: in
// the month before it the lender still answers cover calls.
func (d *Deal) phaseOn(n int) Phase {
	switch {
	case d.accelerated || d.number >= d.rules.spec.LegalFinal || d.active(enforce) || d.active(redeem):
		return Enforcement
	case n > d.rules.spec.Revolving.Months || d.active(earlyAmortization):
		return Amortizing
	}
	return Revolving
}

// turn takes the phase of the n-th payment date, and tells of one that is new. The list of a winding up or of a clean-up
// call is that of enforcement, but no phase of a deal that goes on.
func (d *Deal) turn(n int) {
	if d.Early() {
		d.early = d.today
	}
	if d.phase = d.phaseOn(n); d.phase == d.entered || d.done {
		return
	}
	if d.entered = d.phase; d.Entered != nil {
		d.Entered(d.phase)
	}
}

// buys says whether the deal may buy loans.
func (d *Deal) buys() bool { return d.phase == Revolving && !d.active(stopPurchases) && !d.done }
