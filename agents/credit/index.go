package credit

import (
	"cmp"
	"fmt"
	"math"
	"math/bits"
	"slices"

	"firesale/market/unit"
)

// An Index is the loans of one pool under one set of terms, arranged so that the question "who is over its threshold at
// this mark?" costs a look at a cursor. Loans whose debts grow by the same factor keep their order for ever, so each
// Bucket of such loans is sorted once by debt per coin, highest first: whatever the path of the price, loans are
// liquidated in this order. An Index is built once and shared, read-only, by all replications and copies of a lender.
type Index struct {
	Terms     Terms
	Pool      *Pool
	Buckets   []Bucket
	Principal unit.USD
	Coins     unit.BTC
	shifts    []unit.Rate // of each loan's thresholds; nil = none
	start     unit.Date
	end       unit.Date   // of the run
	contracts int         // buckets at the end that have no loans at the beginning: one a day
	paysCash  bool        // some loans pay interest in cash before the run ends
	payments  []unit.Date // of every day from the start, the last payment date that is not after it
	coming    []unit.Date // and the next one after it
}

// A Bucket holds loans of equal growth factor in order of debt per coin, highest first, with prefix sums of their coins
// and principals: what k sales bring is the difference of two entries.
type Bucket struct {
	shift   unit.Rate // of the thresholds
	rate    unit.Rate
	pays    Pays
	from    unit.Date    // first day of accrual; for loans that pay cash, not before the run's start
	matures unit.Date    // if before the run ends, else 0
	wake    []unit.Price // highest mark at which the loan is over the liquidation threshold, on principal
	call    []unit.Price // the same for the margin call
	before  []lump       // the loans before i
	loan    []int32      // place in the pool
	first   int          // loans of the buckets before it
	fewest  unit.BTC     // coins of the loan that has the fewest
}

// A lump is some loans of a bucket, in sum.
type lump struct {
	principal unit.USD
	coins     unit.BTC
}

// Len is the number of loans in the bucket.
func (b *Bucket) Len() int { return len(b.loan) }

// one is the principal and the coins of a single loan.
func (b *Bucket) one(loan int) (unit.USD, unit.BTC) { return b.all(loan, loan+1) }

// all is the principal and the coins of the loans from one place up to another.
func (b *Bucket) all(from, to int) (unit.USD, unit.BTC) {
	first, last := &b.before[from], &b.before[to]
	return last.principal - first.principal, last.coins - first.coins
}

// Horizon says from when to when an Index is asked. In an instant run both days are the same and no interest accrues.
type Horizon struct{ Start, End unit.Date }

// NewIndex sorts a pool for a lender's terms. Loans share a bucket if nothing that happens up to the horizon can change
// their order or part them: always if no interest accrues and none matures, else if they have the same rate, way of
// paying, first day of accrual and maturity.
// It refuses pools whose sums do not fit their integers.
func NewIndex(pool *Pool, terms Terms, h Horizon) (*Index, error) {
	return NewStaggered(pool, terms, h, nil)
}

// NewStaggered is NewIndex where each loan's call and liquidation threshold, both, are shifted by its own amount; nil for
// none. Only loans of one shift share a bucket.
func NewStaggered(pool *Pool, terms Terms, h Horizon, shifts []unit.Rate) (*Index, error) {
	x := &Index{Terms: terms, Pool: pool, shifts: shifts, start: h.Start, end: h.End}
	x.payments, x.coming = paymentDates(h)
	order, err := x.order(h)
	if err != nil {
		return nil, err
	}
	for lo := 0; lo < len(order); {
		hi := lo + 1
		for hi < len(order) && order[hi].growth == order[lo].growth {
			hi++
		}
		x.Buckets = append(x.Buckets, x.bucket(order[lo:hi]))
		x.Buckets[len(x.Buckets)-1].first = lo
		x.paysCash = x.paysCash || order[lo].growth.rate > 0 && order[lo].growth.pays == Cash
		lo = hi
	}
	return x, nil
}

// growth is what decides how a debt grows: loans with equal growth keep their order.
type growth struct {
	shift   unit.Rate
	rate    unit.Rate
	pays    Pays
	from    unit.Date
	matures unit.Date
}

type placed struct {
	growth growth
	loan   int32
}

func (x *Index) order(h Horizon) ([]placed, error) {
	order := make([]placed, len(x.Pool.Loans))
	for i := range x.Pool.Loans {
		l := &x.Pool.Loans[i]
		order[i] = placed{x.growthOf(l, h), int32(i)}
		order[i].growth.shift = x.Shift(i)
		if l.Principal > math.MaxInt64-x.Principal || l.Collateral > math.MaxInt64-x.Coins {
			return nil, fmt.Errorf("loan %s: the pool's sum passes what 64 bits hold", l.ID)
		}
		x.Principal += l.Principal
		x.Coins += l.Collateral
	}
	slices.SortFunc(order, func(a, b placed) int {
		if c := compareGrowth(a.growth, b.growth); c != 0 {
			return c
		}
		la, lb := &x.Pool.Loans[a.loan], &x.Pool.Loans[b.loan]
		return cmp.Or(compareLTV(lb, la), cmp.Compare(lb.Principal, la.Principal), cmp.Compare(a.loan, b.loan))
	})
	return order, nil
}

// Shift is by how much the thresholds of a loan of the pool are shifted.
func (x *Index) Shift(loan int) unit.Rate {
	if x.shifts == nil {
		return 0
	}
	return x.shifts[loan]
}

// growthOf is zero for a loan that accrues nothing and does not mature before the run ends: all such loans share one
// bucket.
func (x *Index) growthOf(l *Loan, h Horizon) growth {
	g := growth{rate: l.Rate, pays: l.Pays, from: l.AccruesFrom}
	if l.Pays == Cash {
		g.from = max(g.from, h.Start) // earlier interest was paid before the run began
	}
	if l.Rate == 0 || g.from >= h.End {
		g = growth{}
	}
	if h.End > h.Start && l.Matures <= h.End {
		g.matures = l.Matures
	}
	return g
}

func compareGrowth(a, b growth) int {
	return cmp.Or(cmp.Compare(a.shift, b.shift), cmp.Compare(a.rate, b.rate), cmp.Compare(a.pays, b.pays), cmp.Compare(a.from, b.from), cmp.Compare(a.matures, b.matures))
}

// compareLTV orders by principal per coin, exactly: a/b against c/d by cross-multiplication.
func compareLTV(a, b *Loan) int {
	lhi, llo := bits.Mul64(uint64(a.Principal), uint64(b.Collateral))
	rhi, rlo := bits.Mul64(uint64(b.Principal), uint64(a.Collateral))
	return cmp.Or(cmp.Compare(lhi, rhi), cmp.Compare(llo, rlo))
}

func (x *Index) bucket(loans []placed) Bucket {
	n := len(loans)
	b := Bucket{
		shift: loans[0].growth.shift, rate: loans[0].growth.rate, pays: loans[0].growth.pays, from: loans[0].growth.from, matures: loans[0].growth.matures,
		wake: make([]unit.Price, n+1), call: make([]unit.Price, n+1), before: make([]lump, n+1), loan: make([]int32, n),
	}
	b.fewest = math.MaxInt64
	for i, p := range loans {
		l := &x.Pool.Loans[p.loan]
		b.loan[i] = p.loan
		b.fewest = min(b.fewest, max(l.Collateral, 1))
		b.wake[i] = unit.WakePrice(l.Principal, l.Collateral, x.Terms.LiquidationLTV+b.shift)
		b.call[i] = unit.WakePrice(l.Principal, l.Collateral, x.Terms.MarginCallLTV+b.shift)
		b.before[i+1] = lump{b.before[i].principal + l.Principal, b.before[i].coins + l.Collateral}
	}
	b.wake[n], b.call[n] = -1, -1 // no mark is as low: the search needs no length check
	return b
}

// WakePrices are the highest marks at which a loan of the pool is over its margin call and its liquidation threshold, on
// principal.
func (x *Index) WakePrices(loan int) (call, liquidation unit.Price) {
	l, shift := &x.Pool.Loans[loan], x.Shift(loan)
	return unit.WakePrice(l.Principal, l.Collateral, x.Terms.MarginCallLTV+shift),
		unit.WakePrice(l.Principal, l.Collateral, x.Terms.LiquidationLTV+shift)
}
