package agents

import "firesale/market/unit"

// watch keeps the day from which the market must cool down, and lets deals rest that are over.
func (f *Funding) watch(today unit.Date) {
	f.notice(f.first.Trust, today)
	for _, b := range f.Books[:len(f.Books)-1] {
		f.notice(b.Trust, today)
		if !b.Trust.done && b.Trust.Deal.Empty() && len(b.queue) == 0 {
			b.Trust.done = true
		}
	}
}

// notice counts deals that amortize early, each once. One whose cash repays all notes at once does so for a day.
func (f *Funding) notice(t *Trust, today unit.Date) {
	if t == nil {
		return
	}
	day, ever := t.Deal.LastEarly()
	if !ever {
		return
	}
	if t.Deal.Early() {
		day = today
	}
	f.calm = max(f.calm, day)
	if !t.early {
		t.early = true
		f.tally.Early++
	}
}

// open reports whether the loans of the warehouse can be securitized today. A line that is called is repaid by that, too.
// Loans that are being sold stay with the lender: a deal waits until none is.
func (f *Funding) open(d Day) bool {
	return f.first.Trust != nil && f.Drawn >= f.Terms.Issue && d.Spread < float64(d.Investor.SpreadMax) &&
		d.Date >= f.calm+unit.Date(d.Investor.Cooling/unit.Day) && len(f.Book().queue) == 0
}

// issue makes the book of the warehouse the pool of a deal with the rules of the lender's first one. The line is repaid
// in full, out of what noteholders pay. A deal that the pool cannot carry (its cover test fails at closing) is not made.
func (f *Funding) issue(d Day) (issued, opened *Lender) {
	book := f.Book()
	deal, err := f.first.Deal.Issue(book.Holding.Opening(d.Date, d.Price))
	if err != nil {
		return nil, nil
	}
	book.Trust = &Trust{Deal: deal, watches: deal.WatchesPrice(), booked: book.Holding.Ledger, marked: d.Date,
		own: treasury{purse: f.first.Trust.own.purse}}
	f.raise(deal.Raised())
	f.repay(f.Drawn)
	f.calm = d.Date
	f.tally.Issued++
	return book, f.openBook()
}

// raise is what a deal leaves the lender: a deal whose reserve takes more than its notes bring costs it.
func (w *Warehouse) raise(v unit.USD) {
	if v < 0 {
		w.spend(-v)
		return
	}
	w.earn(v)
}
