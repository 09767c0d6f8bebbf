package credit

import "firesale/market/unit"

// NoteSpec is a class of notes. It has a fixed coupon, or one over the benchmark.
type NoteSpec struct {
	Balance      unit.USD   `toml:"balance_usd" required:"true" range:"(0,inf)" doc:"balance at closing" source:"assumed"`
	Coupon       *unit.Rate `toml:"coupon" range:"[0,1]" doc:"fixed coupon a year" source:"assumed"`
	CouponSpread *unit.Rate `toml:"coupon_spread" instead:"coupon" range:"[0,1]" doc:"coupon over the benchmark, instead of a fixed one" source:"assumed"`
	Rank         int        `toml:"rank" required:"true" range:"[1,100]" doc:"1 is the most senior; notes of one rank are equal" source:"assumed"`
	Deferrable   bool       `toml:"deferrable" doc:"an unpaid coupon is deferred instead of being a shortfall" source:"assumed"`
	Capitalize   bool       `toml:"capitalize" doc:"a deferred coupon joins the balance and bears interest; only with deferrable" source:"assumed"`
	Price        *unit.Rate `toml:"price" range:"(0,10]" doc:"what its buyer paid, of par: enters IRR and margins only; absent = 100%" source:"assumed: sold at par"`
}

// noteTerms is what does not change about a note while a deal runs.
type noteTerms struct {
	name       string
	original   unit.USD
	coupon     unit.Rate
	floats     bool // coupon is over the benchmark
	rank       int
	deferrable bool
	capitalize bool
	price      unit.Rate
}

// note is the running state of a class of notes. At every moment
//
//	0 ≤ balance = original + capitalized − paid − written        (I5)
type note struct {
	balance     unit.USD
	paid        unit.USD // principal, ever
	capitalized unit.USD // unpaid coupons that joined the balance, ever
	written     unit.USD // written down, ever
	interest    unit.USD // coupons paid, ever
	carried     unit.USD // coupons unpaid from before: a shortfall, or deferred
	current     unit.USD // coupon of the period, not yet paid
	firstLoss   unit.Date
	lost        bool
	today       noteDay
	flows       []Flow
}

// noteDay is what happened to a note since the last payment date.
type noteDay struct {
	open, capitalized, written unit.USD
	due, interest, principal   unit.USD // due: coupons, carried and current
}

func (n *note) reset(t *noteTerms) {
	*n = note{balance: t.original, flows: n.flows[:0]}
	n.today.open = t.original
}

// accrue makes the period's coupon due.
func (n *note) accrue(coupon unit.USD) {
	n.current = coupon
	n.today = noteDay{open: n.balance, due: n.carried + coupon}
}

// owed is the unpaid coupons, what was carried first.
func (n *note) owed() unit.USD { return n.carried + n.current }

func (n *note) payInterest(v unit.USD) {
	n.interest += v
	n.today.interest += v
	old := min(v, n.carried)
	n.carried -= old
	n.current -= v - old
}

func (n *note) payPrincipal(v unit.USD) {
	n.balance -= v
	n.paid += v
	n.today.principal += v
}

// settle closes the period: what is unpaid of the coupon is carried, or joins the balance, unless the deal is over.
func (n *note) settle(t *noteTerms, over bool) {
	n.carried += n.current
	n.current = 0
	if t.capitalize && !over {
		n.balance += n.carried
		n.capitalized += n.carried
		n.today.capitalized += n.carried
		n.carried = 0
	}
}

func (n *note) writeDown(day unit.Date) {
	if n.balance > 0 && !n.lost {
		n.lost, n.firstLoss = true, day
	}
	n.written += n.balance
	n.today.written += n.balance
	n.balance = 0
}

// loss is original + capitalized − principal paid.
func (n *note) loss(t *noteTerms) unit.USD { return t.original + n.capitalized - n.paid }
