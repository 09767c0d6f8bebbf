package credit

import (
	"math"
	"sort"

	"firesale/market/unit"
)

// AtSale collects the LTV of every loan just before its first clearing, debt / (coins × mid), and answers with quantiles
// weighted by debt. Runs of loans stay runs: copies of a lender that sell the same run at the same mid are counted, not
// stored.
type AtSale struct {
	runs []saleRun
	ones []saleOne
	top  float64 // LTV of those
	owed float64 // debt of those
}

type saleRun struct {
	bucket   *Bucket
	from, to int
	scale    float64 // LTV of a loan = principal / coins × scale
	growth   float64 // debt of a loan = principal × growth
	count    float64
}

type saleOne struct{ ltv, debt float64 } // debt of all copies

// Reset forgets all sales.
func (s *AtSale) Reset() { s.runs, s.ones, s.top, s.owed = s.runs[:0], s.ones[:0], 0, 0 }

// Begin notes the loans of a liquidation whose first clearing comes now, at a mid, in a number of copies. What a sale of
// before has left of a loan is not noted again: debt that few coins are left for, at any LTV.
func (s *AtSale) Begin(h *Holding, l *Liquidation, mid unit.Price, copies int) {
	if l.again {
		return
	}
	switch {
	case l.alone:
		s.one(h.BasisDebt(l.principal, l.interest), l.coins, l.proceeds, mid, copies)
		return
	case h.memory != nil: // no two copies sell the same run
		h.eachInDebt(l, func(debt unit.USD, coins unit.BTC) { s.one(debt, coins, 0, mid, copies) })
		return
	}
	days, basis := h.accrued(l)
	b, growth := &h.Index.Buckets[l.bucket], h.grown(l.bucket, days, basis)
	run := saleRun{bucket: b, from: l.from, to: l.to, scale: growth * perMid(mid), growth: growth, count: float64(copies)}
	for i := len(s.runs) - 1; i >= 0 && i >= len(s.runs)-64; i-- {
		if same := &s.runs[i]; same.bucket == b && same.from == run.from && same.to == run.to && same.scale == run.scale {
			same.count += run.count
			return
		}
	}
	s.runs = append(s.runs, run)
}

func (s *AtSale) one(debt unit.USD, coins unit.BTC, cash unit.USD, mid unit.Price, copies int) {
	owes, all := float64(debt), float64(debt)*float64(copies)
	ltv := owes / float64(coins) * perMid(mid)
	if cash > 0 { // from its borrower's sales: it counts with the coins
		ltv = owes / (float64(cash) + float64(coins)/perMid(mid))
	}
	s.ones = append(s.ones, saleOne{ltv, all})
	s.top, s.owed = max(s.top, ltv), s.owed+all
}

// SaleLTV is Σ debt and Σ debt × LTV of the loans of a liquidation at a mid, in cents: for averages weighted by debt.
func (h *Holding) SaleLTV(l *Liquidation, mid unit.Price) (debt, weighted float64) {
	add := func(owes float64, coins unit.BTC) {
		debt += owes
		weighted += float64(owes * owes / float64(coins) * perMid(mid))
	}
	if l.alone {
		add(float64(h.BasisDebt(l.principal, l.interest)), l.coins)
		return debt, weighted
	}
	days, basis := h.accrued(l)
	x, growth := &h.Index.Buckets[l.bucket], h.grown(l.bucket, days, basis)
	for i := l.from; i < l.to; i++ {
		if !h.isTaken(l.bucket, i) {
			principal, coins := x.one(i)
			add(float64(principal)*growth, coins)
		}
	}
	return debt, weighted
}

// growth is debt over principal today, for the debt that the LTV of the terms is about; without the rounding to cents.
func (h *Holding) growth(bucket int) float64 {
	p := &h.places[bucket]
	return h.grown(bucket, p.days, p.basis)
}

// grown is growth over the days that interest is owed for.
func (h *Holding) grown(bucket int, days, basis int64) float64 {
	if h.Index.Terms.LTVBasis != "debt" {
		return 1
	}
	return 1 + float64(h.Index.Buckets[bucket].rate.Float()*float64(days)/float64(basis))
}

// perMid turns cents per satoshi into a ratio to the mid.
func perMid(mid unit.Price) float64 { return float64(unit.Coin) / float64(max(mid, 1)) }

func (r *saleRun) ltv(i int) float64 {
	principal, coins := r.bucket.one(i)
	return float64(principal) / float64(coins) * r.scale
}

func (r *saleRun) debt(from, to int) float64 {
	principal, _ := r.bucket.all(from, to)
	return float64(principal) * r.growth * r.count
}

// Max is the largest LTV at sale; ok is false if nothing was sold.
func (s *AtSale) Max() (ltv float64, ok bool) {
	ltv = s.top
	for i := range s.runs {
		ltv = max(ltv, s.runs[i].ltv(s.runs[i].from)) // highest LTV first in a bucket
	}
	return ltv, len(s.runs)+len(s.ones) > 0
}

// Quantile is the smallest LTV at sale below or at which a share q of the debt was sold; ok is false if nothing was. It is
// searched between a lower and an upper LTV; loans alone are parted in place as that goes on, and never sorted. As long as they
// are many the next LTV to look at is that of one of them, then the middle.
func (s *AtSale) Quantile(q float64) (ltv float64, ok bool) {
	top, ok := s.Max()
	if !ok {
		return 0, false
	}
	between, over := s.ones, 0.0 // loans alone whose LTV is from lo to hi, and the debt of those above
	most := (1 - q) * (s.runsAbove(math.Inf(-1)) + s.owed)
	lo, hi := 0.0, top // more than most of the debt lies above lo, no more above hi
	for range 300 {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			break
		}
		if n := len(between); n > few {
			if one := between[n/2].ltv; lo < one && one < hi {
				mid = one
			}
		}
		n, debt := part(between, mid)
		if s.runsAbove(mid)+over+debt > most {
			lo, between = mid, between[:n]
		} else {
			hi, between, over = mid, between[n:], over+debt
		}
	}
	return hi, true
}

// few loans are not worth a choice. assumed: a matter of speed only
const few = 100

// runsAbove is the debt of runs sold at an LTV strictly above x.
func (s *AtSale) runsAbove(x float64) (sum float64) {
	for i := range s.runs {
		r := &s.runs[i]
		n := sort.Search(r.to-r.from, func(k int) bool { return r.ltv(r.from+k) <= x })
		sum += r.debt(r.from, r.from+n)
	}
	return sum
}

// part puts the loans with an LTV strictly above x in front: how many, and their debt. Debts are whole cents, so that their
// sum is exact in any order.
func part(ones []saleOne, x float64) (n int, debt float64) {
	for i, one := range ones {
		if one.ltv > x {
			ones[i], ones[n] = ones[n], one
			n++
			debt += one.debt
		}
	}
	return n, debt
}
