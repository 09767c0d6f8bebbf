package credit

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"firesale/market/unit"
)

// AtSale collects the LTV of every loan just before its first clearing, debt / (coins × mid), and answers with quantiles
// weighted by debt. Runs of loans stay runs: copies of a lender that sell the same run at the same mid are counted, not
// stored.
type AtSale struct {
	runs []saleRun
	ones []saleOne
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
func (s *AtSale) Reset() { s.runs, s.ones = s.runs[:0], s.ones[:0] }

// Begin notes the loans of a liquidation whose first clearing comes now, at a mid, in a number of copies. What a sale of
// before has left of a loan is not noted again: debt that few coins are left for, at any LTV.
func (s *AtSale) Begin(h *Holding, l *Liquidation, mid unit.Price, copies int) {
	if l.again {
		return
	}
	if l.alone {
		debt := float64(h.BasisDebt(l.principal, l.interest))
		ltv := debt / float64(l.coins) * perMid(mid)
		if l.proceeds > 0 { // cash from its borrower's sales counts with the coins
			ltv = debt / (float64(l.proceeds) + float64(l.coins)/perMid(mid))
		}
		s.ones = append(s.ones, saleOne{ltv, debt * float64(copies)})
		return
	}
	b, p := &h.Index.Buckets[l.bucket], &h.places[l.bucket]
	growth := 1.0
	if h.Index.Terms.LTVBasis == "debt" {
		growth += float64(b.rate.Float() * float64(p.days) / float64(p.basis))
	}
	run := saleRun{bucket: b, from: l.from, to: l.to, scale: growth * perMid(mid), growth: growth, count: float64(copies)}
	for i := len(s.runs) - 1; i >= 0 && i >= len(s.runs)-64; i-- {
		if same := &s.runs[i]; same.bucket == b && same.from == run.from && same.to == run.to && same.scale == run.scale {
			same.count += run.count
			return
		}
	}
	s.runs = append(s.runs, run)
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
	x, growth := &h.Index.Buckets[l.bucket], h.growth(l.bucket)
	for i := l.from; i < l.to; i++ {
		if !h.isTaken(l.bucket, i) {
			add(float64(x.principal[i+1]-x.principal[i])*growth, x.coins[i+1]-x.coins[i])
		}
	}
	return debt, weighted
}

// growth is debt over principal today, for the debt that the LTV of the terms is about; without the rounding to cents.
func (h *Holding) growth(bucket int) float64 {
	x, p := &h.Index.Buckets[bucket], &h.places[bucket]
	if h.Index.Terms.LTVBasis != "debt" {
		return 1
	}
	return 1 + float64(x.rate.Float()*float64(p.days)/float64(p.basis))
}

// perMid turns cents per satoshi into a ratio to the mid.
func perMid(mid unit.Price) float64 { return float64(unit.Coin) / math.Max(float64(mid), 1) }

func (r *saleRun) ltv(i int) float64 {
	principal, coins := r.bucket.principal[i+1]-r.bucket.principal[i], r.bucket.coins[i+1]-r.bucket.coins[i]
	return float64(principal) / float64(coins) * r.scale
}

func (r *saleRun) debt(from, to int) float64 {
	return float64(r.bucket.principal[to]-r.bucket.principal[from]) * r.growth * r.count
}

// Max is the largest LTV at sale; ok is false if nothing was sold.
func (s *AtSale) Max() (ltv float64, ok bool) {
	for i := range s.runs {
		ltv = max(ltv, s.runs[i].ltv(s.runs[i].from)) // highest LTV first in a bucket
	}
	for _, one := range s.ones {
		ltv = max(ltv, one.ltv)
	}
	return ltv, len(s.runs)+len(s.ones) > 0
}

// Quantile is the smallest LTV at sale below or at which a share q of the debt was sold; ok is false if nothing was.
func (s *AtSale) Quantile(q float64) (ltv float64, ok bool) {
	top, ok := s.Max()
	if !ok {
		return 0, false
	}
	slices.SortFunc(s.ones, func(a, b saleOne) int {
		if a.ltv != b.ltv {
			return cmp.Compare(a.ltv, b.ltv)
		}
		return cmp.Compare(a.debt, b.debt)
	})
	total := s.above(math.Inf(-1))
	lo, hi := 0.0, top // more than (1−q) of the debt lies above lo, no more above hi
	for range 200 {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			break
		}
		if s.above(mid) > (1-q)*total {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi, true
}

// above is the debt sold at an LTV strictly above x.
func (s *AtSale) above(x float64) float64 {
	sum := 0.0
	for i := range s.runs {
		r := &s.runs[i]
		n := sort.Search(r.to-r.from, func(k int) bool { return r.ltv(r.from+k) <= x })
		sum += r.debt(r.from, r.from+n)
	}
	n := sort.Search(len(s.ones), func(k int) bool { return s.ones[k].ltv > x })
	for _, one := range s.ones[n:] {
		sum += one.debt
	}
	return sum
}
