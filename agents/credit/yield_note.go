package credit

import "firesale/market/unit"

// Names is the notes in order of rank.
func (d *Deal) Names() []string {
	out := make([]string, len(d.notes))
	for i := range d.notes {
		out[i] = d.rules.notes[i].name
	}
	return out
}

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

// Yield is a note's internal rate of return at note.NAME.price.
func (d *Deal) Yield(name string) (Yield, error) {
	price, flows, err := d.held(name)
	if err != nil {
		return Yield{}, err
	}
	return IRR(price, flows)
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

// DiscountMargin is a note's, in bp.
func (d *Deal) DiscountMargin(name string) (bp float64, err error) {
	price, flows, err := d.held(name)
	if err != nil {
		return 0, err
	}
	return d.rules.spec.DiscountMargin(price, flows)
}

// ZSpread is a note's, in bp.
func (d *Deal) ZSpread(name string) (bp float64, err error) {
	price, flows, err := d.held(name)
	if err != nil {
		return 0, err
	}
	return d.rules.spec.ZSpread(price, flows)
}

// PriceAt is what a note would have been worth at a spread over the benchmark, as a share of its original balance.
func (d *Deal) PriceAt(name string, spread unit.Rate) (share float64, err error) {
	_, flows, err := d.held(name)
	if err != nil {
		return 0, err
	}
	return d.rules.spec.PriceAt(spread.Float(), flows) / float64(d.rules.notes[d.rules.note(name)].original), nil
}
