package credit

import "firesale/market/unit"

// Entry is one row of deal.parquet: what an account, note, fee or the residual did in a period, Open + In − Out = Close.
// A note's In is what was capitalized and its Out principal and write-down; a fee's In is what became due.
type Entry struct {
	Day                  unit.Date
	Kind                 ItemKind
	Item                 string // account.reserve, note.A, fee.servicer, residual
	Open, In, Out, Close unit.USD
	Due, Short           unit.USD // notes and fees: coupon or fee, carried included
	Interest, Principal  unit.USD // paid to a note
}

// ItemKind says which columns an Entry has: what does not exist is null, not 0.
type ItemKind uint8

// The kinds of items.
const (
	AccountItem ItemKind = iota
	NoteItem
	FeeItem
	ResidualItem
)

var accountItems = [accounts]string{"account.interest", "account.principal", "account.funding", "account.reserve", "account.cost"}

// record hands the period to Record, in a fixed order: accounts, notes by rank, fees by name, the residual.
func (d *Deal) record() {
	for a := range d.purses {
		p := &d.purses[a]
		d.Record(Entry{Day: d.today, Kind: AccountItem, Item: accountItems[a], Open: p.open, In: p.in, Out: p.out, Close: p.balance})
	}
	for i := range d.notes {
		n, y := &d.notes[i], &d.notes[i].today
		d.Record(Entry{Day: d.today, Kind: NoteItem, Item: d.rules.noteItems[i], Open: y.open, In: y.capitalized, Out: y.principal + y.written,
			Close: n.balance, Due: y.due, Short: y.due - y.interest, Interest: y.interest, Principal: y.principal})
	}
	for i := range d.fees {
		f, y := &d.fees[i], &d.fees[i].today
		d.Record(Entry{Day: d.today, Kind: FeeItem, Item: d.rules.feeItems[i], Open: y.open, In: y.current, Out: y.paid, Close: f.carried,
			Due: y.open + y.current, Short: f.carried})
	}
	paid := d.owner.today
	d.Record(Entry{Day: d.today, Kind: ResidualItem, Item: "residual", In: paid, Out: paid})
}
