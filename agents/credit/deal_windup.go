package credit

import "firesale/market/unit"

// Estate is what the open loans of a pool are worth on the day a run ends: Σ min(debt, value of the coins at the mark),
// principal before interest. A borrower's surplus is not in it.
type Estate struct{ Principal, Interest unit.USD }

// Result is who got and lost what.
type Result struct {
	Wound    bool     // wound up: losses are final. Otherwise notes stand at their balance and Loss means nothing
	PoolLoss unit.USD // principal written off, what the winding up did not count included
	Notes    []NoteResult
	Residual ResidualResult
	Claimed  unit.USD // drawn from the lender by recourse
	Unpaid   unit.USD // recourse that the lender could not pay: its default
}

// NoteResult is what became of a class of notes.
type NoteResult struct {
	Name          string
	Original      unit.USD
	Balance       unit.USD // outstanding; 0 once written down
	Principal     unit.USD // paid
	Interest      unit.USD // paid
	InterestShort unit.USD // coupons never paid, deferred ones included
	Deferred      unit.USD // of these, deferred
	Capitalized   unit.USD // coupons that joined the balance
	WrittenDown   unit.USD // principal short
	Loss          unit.USD // original + capitalized − principal paid
	LossShare     float64  // of the original balance
	FirstLoss     *unit.Date
}

// ResidualResult is what became of the owner's equity: the assets, cash and reserve put in less the notes, and whatever
// was added later. A gain is a negative loss.
type ResidualResult struct{ Equity, Paid, Loss unit.USD }

// WindUp ends the deal on a day: open loans pay what they are worth, then the enforcement list runs once. With
// deal.wind_up = false nothing is paid and notes are reported as they stand. The error is as PayDay's.
func (d *Deal) WindUp(day unit.Date, e Estate) (Result, error) {
	if !d.done && d.rules.spec.WindUp {
		worth := e.Principal + e.Interest
		d.Collect(Collections{Gross: worth, RecoveredPrincipal: e.Principal, RecoveredInterest: e.Interest,
			Owed: d.pool + e.Interest, WrittenOff: d.pool - e.Principal})
		d.begin(day, PoolFacts{Coins: CoinCount{}})
		d.phase, d.final = Enforcement, true
		d.run(d.rules.lists[Enforcement])
		d.end()
		d.done = true
	}
	d.wound = d.done
	if d.wound {
		d.auditEnd()
	}
	return d.result(), d.err
}

func (d *Deal) result() Result {
	res := Result{Wound: d.wound, PoolLoss: d.sums.lost, Claimed: d.sums.recourse, Unpaid: d.claimed}
	res.Notes = make([]NoteResult, len(d.notes))
	for i := range d.notes {
		res.Notes[i] = d.notes[i].result(&d.rules.notes[i])
	}
	equity := d.equity()
	res.Residual = ResidualResult{Equity: equity, Paid: d.sums.residual, Loss: equity - d.sums.residual}
	return res
}

func (n *note) result(t *noteTerms) NoteResult {
	res := NoteResult{
		Name: t.name, Original: t.original, Balance: n.balance, Principal: n.paid, Interest: n.interest,
		InterestShort: n.owed(), Capitalized: n.capitalized, WrittenDown: n.written, Loss: n.loss(t),
		LossShare: float64(n.loss(t)) / float64(t.original),
	}
	if t.deferrable {
		res.Deferred = n.owed()
	}
	if n.lost {
		day := n.firstLoss
		res.FirstLoss = &day
	}
	return res
}

// equity is what the owner put in: pool, cash and reserve at closing less the notes, and what the lender added later.
func (d *Deal) equity() unit.USD {
	return d.rules.equity + d.sums.deposits + d.sums.recourse + d.sums.added
}
