package credit

import "firesale/market/unit"

// Flows is what a note has paid so far. It is valid until the next Reset.
func (d *Deal) Flows(name string) ([]Flow, error) {
	i := d.rules.note(name)
	if i < 0 {
		return nil, ErrNoNote
	}
	return d.notes[i].flows, nil
}

// held is a note's flows and what its buyer paid for them, once they are all known.
func (d *Deal) held(name string) (price unit.USD, flows []Flow, err error) {
	flows, err = d.Flows(name)
	if err != nil {
		return 0, nil, err
	}
	i := d.rules.note(name)
	if d.notes[i].balance > 0 && !d.wound {
		return 0, nil, ErrOutstanding
	}
	t := &d.rules.notes[i]
	return t.price.Of(t.original), flows, nil
}

// ResidualYield is the owner's internal rate of return on the equity put in.
func (d *Deal) ResidualYield() (Yield, error) {
	switch {
	case !d.wound && !d.done:
		return Yield{}, ErrOutstanding
	case d.equity() != d.rules.equity:
		return Yield{}, ErrAdded
	}
	return IRR(d.rules.equity, d.owner.flows)
}

// WAL is a note's weighted average life in years, over the principal paid and over the original balance.
func (d *Deal) WAL(name string) (overPaid, overOriginal float64, err error) {
	_, flows, err := d.held(name)
	if err != nil {
		return 0, 0, err
	}
	i := d.rules.note(name)
	if overPaid, err = WAL(flows, d.notes[i].paid); err != nil {
		return 0, 0, err
	}
	overOriginal, err = WAL(flows, d.rules.notes[i].original)
	return overPaid, overOriginal, err
}

// Yields is everything that is asked of a note at the end of a run.
type Yields struct {
	Yield
	ZSpread          float64 // bp over each node of the benchmark
	Life             bool    // principal was paid: the lives exist
	WAL, WALOriginal float64 // years, over the principal paid and over the original balance
	Margin           bool    // the discount margin exists: over a flat benchmark always, over a curve where a life does
	DiscountMargin   float64 // bp: nominal yield less the benchmark, of a curve that at the WAL
}

// Yields is a note's at note.NAME.price. The error says why there are none.
func (d *Deal) Yields(name string) (Yields, error) {
	price, flows, err := d.held(name)
	if err != nil {
		return Yields{}, err
	}
	var y Yields
	if y.Yield, err = IRR(price, flows); err != nil {
		return Yields{}, err
	}
	if y.ZSpread, err = d.rules.spec.ZSpread(price, flows); err != nil {
		return Yields{}, err
	}
	y.WAL, y.WALOriginal, err = d.WAL(name)
	y.Life = err == nil
	if y.Margin = y.Life || d.rules.spec.Curve == nil; y.Margin {
		y.DiscountMargin = d.rules.spec.margin(y.Nominal, y.WAL)
	}
	return y, nil
}

// PriceAt is what a note would have been worth at a spread over the benchmark, as a share of its original balance.
func (d *Deal) PriceAt(name string, spread unit.Rate) (share float64, err error) {
	_, flows, err := d.held(name)
	if err != nil {
		return 0, err
	}
	return d.rules.spec.PriceAt(spread.Float(), flows) / float64(d.rules.notes[d.rules.note(name)].original), nil
}
