package sim

import (
	"firesale/agents"
	"firesale/agents/credit"
	"firesale/sim/record"
)

// residual is the name of what is left to the owner of a deal.
const residual = "residual"

// notes is what became of each note of a deal that was wound up, and of the residual. Yields are those of the first copy.
func notes(l *agents.Lender, copy int) (out []record.Note) {
	if l.Trust == nil || !l.Trust.Result.Wound {
		return nil
	}
	for _, n := range l.Trust.Result.Notes {
		note := record.Note{Name: n.Name, Original: n.Original, Loss: n.Loss, InterestShort: n.InterestShort}
		if copy == 0 {
			addYields(&note, l.Trust.Deal)
		}
		out = append(out, note)
	}
	last := record.Note{Name: residual, Loss: l.Trust.Result.Residual.Loss}
	if copy > 0 {
		return append(out, last)
	}
	if y, err := l.Trust.Deal.ResidualYield(); err == nil {
		addYield(&last, y)
	}
	return append(out, last)
}

func addYields(n *record.Note, d *credit.Deal) {
	y, err := d.Yields(n.Name)
	if err != nil {
		return // it does not exist, which is an answer
	}
	addYield(n, y.Yield)
	n.ZSpread = record.Number{Value: y.ZSpread, Exists: true}
	n.WAL = record.Number{Value: y.WAL, Exists: y.Life}
	n.DiscountMargin = record.Number{Value: y.DiscountMargin, Exists: y.Margin}
}

func addYield(n *record.Note, y credit.Yield) {
	n.IRRMonthly = record.Number{Value: y.Monthly, Exists: true}
	n.IRRNominal = record.Number{Value: y.Nominal, Exists: true}
	n.IRREffective = record.Number{Value: y.Effective, Exists: true}
}

// keepDeals has every deal report its payment dates, if the path of the replication is kept, and its triggers and phases, if events are.
func (o *observer) keepDeals() {
	for _, l := range o.side.lenders {
		o.keepDeal(l)
	}
}

func (o *observer) keepDeal(l *agents.Lender) {
	if l.Trust == nil {
		return
	}
	l.Trust.Deal.Record, l.Trust.Deal.Told, l.Trust.Deal.Entered = nil, nil, nil
	names := l.Names
	if o.keep.Events {
		tell := func(kind, name string) {
			o.emit(record.Event{Hours: o.hours, Kind: kind, Lenders: names, Loan: name, Generation: -1})
		}
		l.Trust.Deal.Told = func(e credit.TriggerEvent) { tell(record.Trigger, e.Trigger) }
		l.Trust.Deal.Entered = func(p credit.Phase) { tell(record.Phase, p.String()) }
	}
	if o.keep.Path {
		l.Trust.Deal.Record = func(e credit.Entry) { o.out.Deal = append(o.out.Deal, dealRow(names, e)) }
	}
}

func dealRow(lenders []string, e credit.Entry) record.DealRow {
	return record.DealRow{
		Day: e.Day, Lenders: lenders, Item: e.Item, Open: e.Open, In: e.In, Out: e.Out, Close: e.Close,
		HasDue: e.Kind == credit.NoteItem || e.Kind == credit.FeeItem, Due: e.Due, Short: e.Short,
		HasPaid: e.Kind == credit.NoteItem, Interest: e.Interest, Principal: e.Principal,
	}
}
