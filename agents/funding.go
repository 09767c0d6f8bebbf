package agents

import (
	"fmt"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// A Funding is how the copies of a lender pay for new loans: a warehouse first, and notes once it is full enough. Its
// loans are books, lenders of their own with the same terms: one that the warehouse pays for, and those of the deals that
// were issued. When a deal is issued, the book of the warehouse becomes its pool and a new book is opened. A loan of a book
// stands for many small ones of a day: their borrowers answer no margin call and repay nothing early, whatever those of the
// lender's first loans do, so that a market that runs for years ends among passive borrowers.
type Funding struct {
	Warehouse
	Books []*Lender // opened so far; the last is the warehouse's
	Place int       // of the lender among those of its market

	first   *Lender // whose loans were there at the start
	charter *Charter
	spare   []*Lender // books of earlier replications
	booked  credit.Ledger
	matured unit.USD  // principal that matured so far, in all books, that of borrowers who act left aside
	asked   unit.USD  // and what these wanted to renew
	calm    unit.Date // last deal, or last day of early amortization: cooling starts here
	called  unit.Date // since when W is above its limit; 0 = it is not
	tally   Tally
}

// A Tally is what the loop of one copy of a lender came to.
type Tally struct {
	Originated   unit.USD // new loans, renewals left aside
	Renewed      unit.USD // loans made to borrowers whose loans matured
	Refused      unit.USD // of borrowers who wanted to renew and could not
	Issued       int      // deals
	Early        int      // deals that amortized early
	Calls        int      // margin calls of the warehouse
	Bought, Sold unit.BTC // by borrowers: with what they borrowed, and to repay
}

// NewFunding opens the funding of a lender whose charter has a warehouse.
func NewFunding(first *Lender) *Funding {
	c := *first.Charter
	c.Index, c.Deal, c.Treasury, c.Borrowers = c.Lends, nil, 0, nil
	return &Funding{Warehouse: Warehouse{Terms: c.Warehouse}, first: first, charter: &c}
}

// Reset begins a replication with an empty book, for the lender at a place.
func (f *Funding) Reset(place int, today unit.Date) *Lender {
	f.Place = place
	f.spare = append(f.spare, f.Books...)
	f.Books = f.Books[:0]
	f.Warehouse = Warehouse{Terms: f.Terms}
	f.ease(1)
	f.matured, f.asked, f.called, f.tally = 0, 0, 0, Tally{}
	f.calm = today
	if f.first.Trust == nil {
		f.calm = never
	}
	return f.openBook()
}

// never is a day before all runs.
const never = unit.Date(-1 << 24)

// openBook opens a book for the warehouse. Its copies are called after those of the lender and its own number.
func (f *Funding) openBook() *Lender {
	var book *Lender
	if n := len(f.spare); n > 0 {
		book, f.spare = f.spare[n-1], f.spare[:n-1]
	} else {
		book = NewLender(f.charter, f.first.Copies)
	}
	book.Trust = nil
	book.Reset()
	book.Names = make([]string, len(f.first.Names)) // records of the replication before may show the old ones
	for i, name := range f.first.Names {
		book.Names[i] = fmt.Sprintf("%s/%d", name, len(f.Books)+1)
	}
	book.Funding = f
	f.booked = credit.Ledger{}
	f.Books = append(f.Books, book)
	return book
}

// Book is the book of the warehouse.
func (f *Funding) Book() *Lender { return f.Books[len(f.Books)-1] }

// Tally is what the loop came to so far.
func (f *Funding) Tally() Tally { return f.tally }

// Lend makes new loans on a day, at an LTV and a price: one lot.
func (f *Funding) Lend(today unit.Date, principal unit.USD, coins unit.BTC) {
	book := f.Book()
	book.Holding.PayInterest(today)
	book.Holding.Originate(principal, coins)
}

// Supply is the principal of loans that a deal may buy from the warehouse.
func (f *Funding) Supply(d *credit.Deal, mark unit.Price) unit.USD {
	return f.Book().Holding.Offered(acceptedBy(d, mark))
}

// Deliver hands loans of a principal over to the book of a deal that has paid for them.
func (f *Funding) Deliver(buyer *Lender, principal unit.USD, mark unit.Price) error {
	if sold := f.Book().Holding.HandOn(buyer.Holding, principal, acceptedBy(buyer.Trust.Deal, mark)); sold != principal {
		return fmt.Errorf("%s bought loans of %s, %s were delivered", buyer.Name, principal, sold)
	}
	return nil
}

// acceptedBy is whether a deal may buy a lot. A lot has many small borrowers: none of them is large for the deal.
func acceptedBy(d *credit.Deal, mark unit.Price) func(credit.Lot) bool {
	return func(l credit.Lot) bool {
		return d.Accepts(credit.Offer{Debt: l.Debt, Value: mark.Value(l.Coins)})
	}
}

// Audit checks the accounts of the line and of the lender's cash.
func (f *Funding) Audit() error { return f.audit() }
