package credit

import "firesale/market/unit"

// An Account holds the deal's cash of one purpose.
type Account uint8

// The accounts of a deal.
const (
	InterestAccount  Account = iota // loan interest and account income: pays fees, coupons, tests, reserve, residual
	PrincipalAccount                // repayments and the principal part of sales: buys loans or pays notes
	FundingAccount                  // principal kept while revolving, prefunding, cash at closing
	ReserveAccount                  // cash held back at closing, for fees and coupons
	CostAccount                     // sale proceeds on their way to venues, custodians and borrowers
	accounts
)

var accountNames = [accounts]string{"interest", "principal", "funding", "reserve", "cost"}

// String is the account's name in a study.
func (a Account) String() string { return accountNames[a] }

func accountNamed(name string) (Account, bool) {
	for a, known := range accountNames {
		if name == known {
			return Account(a), true
		}
	}
	return 0, false
}

// purse is an account since the last payment date: open + in − out = balance (I1).
type purse struct{ open, in, out, balance unit.USD }

func (p *purse) put(v unit.USD) {
	p.in += v
	p.balance += v
}

func (p *purse) take(v unit.USD) {
	p.out += v
	p.balance -= v
}

func (p *purse) roll() { *p = purse{open: p.balance, balance: p.balance} }

// put pays cash into an account.
func (d *Deal) put(into Account, v unit.USD) { d.purses[into].put(v) }

// take gets up to an amount from accounts, each in turn and never more than is there.
func (d *Deal) take(from []Account, most unit.USD) (taken unit.USD) {
	for _, a := range from {
		v := min(most-taken, d.purses[a].balance)
		d.purses[a].take(v)
		taken += v
	}
	return taken
}

// move carries cash from one account to another.
func (d *Deal) move(from, into Account, v unit.USD) {
	d.purses[from].take(v)
	d.purses[into].put(v)
}

// available is the cash in some accounts.
func (d *Deal) available(in []Account) (sum unit.USD) {
	for _, a := range in {
		sum += d.purses[a].balance
	}
	return sum
}

// cash is what counts as cash in tests and triggers: principal not yet lent or repaid.
func (d *Deal) cash() unit.USD {
	return d.purses[PrincipalAccount].balance + d.purses[FundingAccount].balance
}

// allCash is every dollar of the deal.
func (d *Deal) allCash() (sum unit.USD) {
	for i := range d.purses {
		sum += d.purses[i].balance
	}
	return sum
}
