package sim

import (
	"math"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market/unit"
	"firesale/sim/record"
)

// witness is who is told about loans: nobody, unless events are kept.
func (o *observer) witness() agents.Witness {
	if !o.keep.Events {
		return nil
	}
	return o
}

// Breached, Noticed, Sold and SoldOwn make the observer the witness of what happens to loans.
func (o *observer) Breached(l *agents.Lender, q *credit.Liquidation) {
	kind := record.Liquidation
	l.Holding.Each(q, func(one credit.LoanView) {
		if q.Lapsed() {
			o.judged(l, record.Lapse, &one, -1)
		}
		o.judged(l, kind, &one, one.Generation)
	})
}

// Noticed records margin calls and their withdrawal.
func (o *observer) Noticed(l *agents.Lender, n credit.Notice) {
	kind := record.MarginCall
	if n.Withdrawn {
		kind = record.Withdrawn
	}
	l.Holding.EachNoticed(n, func(one credit.LoanView) { o.judged(l, kind, &one, -1) })
}

// Cured records a cure, with the coins that were added and the cash that was paid.
func (o *observer) Cured(l *agents.Lender, one credit.LoanView) {
	o.judged(l, record.Cure, &one, one.Generation)
}

// Sold records what each loan of a liquidation sold and got: shares of the sum that was settled.
func (o *observer) Sold(l *agents.Lender, q *credit.Liquidation, coins unit.BTC, fill unit.Fill) {
	price := fill.Float()
	l.Holding.EachSold(q, coins, fill, func(one credit.LoanView) {
		o.event(l, record.Sale, &one, one.LTV(price), price, one.Generation)
	})
}

// SoldOwn records a sale of the lender's own coins: of no loan, and with no LTV.
func (o *observer) SoldOwn(l *agents.Lender, coins unit.BTC, proceeds unit.USD, fill unit.Fill, generation int32) {
	o.emit(record.Event{
		Hours: o.hours, Kind: record.Sale, Lenders: l.Names,
		LTV: math.NaN(), Coins: coins, Amount: proceeds, Price: fill.Float(), Generation: generation,
	})
}

// judged records what a mark did: the LTV is that which was compared, at the whole cent; the price is in full.
func (o *observer) judged(l *agents.Lender, kind string, one *credit.LoanView, generation int32) {
	o.event(l, kind, one, one.LTV(o.mark.Float()), o.seen, generation)
}

func (o *observer) event(l *agents.Lender, kind string, one *credit.LoanView, ltv, price float64, generation int32) {
	o.emit(record.Event{
		Hours: o.hours, Kind: kind, Lenders: l.Names, Loan: one.ID,
		LTV: ltv, Coins: one.Coins, Amount: one.Amount, Price: price, Generation: generation,
	})
}

// emit records an event. Those of a year of margin calls would not fit memory: they are handed on in batches.
func (o *observer) emit(e record.Event) {
	o.out.Events = append(o.out.Events, e)
	if len(o.out.Events) == eventBatch && o.keep.Flow != nil {
		o.keep.Flow(o.out.Events)
		o.out.Events = o.out.Events[:0]
	}
}

// eventBatch is how many events are handed on at once.
const eventBatch = 1 << 14
