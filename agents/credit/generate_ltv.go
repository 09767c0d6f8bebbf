package credit

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"firesale/market/unit"
)

// fitLTV gives each loan its coins. The wished LTVs are stratified quantiles of a normal held to (ltv_low, ltv_high); one
// number θ is added to the logit of all of them in that range, so that
//
//	Σ principal / (LTV·price) = collateral
//
// to the satoshi. θ far from 0 says that the wished shape fights the published total.
func (t *Target) fitLTV(r *rand.Rand, d *drawn, price unit.Price) (theta float64, err error) {
	sd := float64(t.LTVSD)
	place := ranks(r, d.principal, t.LTVBySize)
	wished := func(sd float64) []float64 {
		quantiles, ltv := t.ltvQuantiles(sd, len(place)), make([]float64, len(place))
		for i, k := range place {
			ltv[i] = quantiles[k]
		}
		return ltv
	}
	if t.LTVWeighted != nil {
		if sd, err = t.fitSD(d, wished, price); err != nil {
			return 0, err
		}
	}
	return t.tilt(d, wished(sd), price)
}

// ltvQuantiles are n stratified quantiles, rising, of a normal. What is outside the range is held to its ends by newFit,
// which leaves a standard deviation of about 6.2 of the 6.5 points wished.
func (t *Target) ltvQuantiles(sd float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = float64(t.LTVMean) + float64(sd*normalQuantile((float64(i)+0.5)/float64(n)))
	}
	return out
}

// ranks is a permutation that has a rank correlation with size: loan i gets the LTV of rank ranks[i]. Ranks are those of
// a normal that has the Pearson correlation 2·sin(π·rank correlation/6) with the normal score of the loan's size.
func ranks(r *rand.Rand, size []unit.USD, correlation float64) []int {
	pearson := 2 * math.Sin(math.Pi*correlation/6)
	own := math.Sqrt(max(0, 1-float64(pearson*pearson)))
	bySize := sorted(len(size), func(i, j int) int { return cmp.Compare(size[i], size[j]) })
	score := make([]float64, len(size))
	for k, i := range bySize {
		score[i] = float64(pearson * normalQuantile((float64(k)+0.5)/float64(len(size))))
	}
	for i := range score {
		score[i] += float64(own * r.NormFloat64())
	}
	place := make([]int, len(size))
	for k, i := range sorted(len(size), func(i, j int) int { return cmp.Compare(score[i], score[j]) }) {
		place[i] = k
	}
	return place
}

// sorted is the places 0 to n−1 in an order, ties to the lower place.
func sorted(n int, compare func(i, j int) int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, compare)
	return order
}

// tilt gives the loans their coins: at the wished LTVs, their logits moved by θ.
func (t *Target) tilt(d *drawn, wished []float64, price unit.Price) (theta float64, err error) {
	f := t.newFit(d, wished, price)
	if theta, err = f.solve(t, price); err != nil {
		return 0, err
	}
	k := math.Exp(-theta)
	for i := range f.worth {
		f.worth[i] /= f.ltv(i, k)
	}
	d.collateral = make([]unit.BTC, len(f.worth))
	for i, sats := range roundTo(int64(t.Collateral), f.worth, 0, int64(t.Collateral)) {
		if sats == 0 {
			return 0, fmt.Errorf("pool: price %v: a principal of %v takes less than a satoshi", price, d.principal[i])
		}
		d.collateral[i] = unit.BTC(sats)
	}
	return theta, nil
}

// thetaEnd is where a logistic function has no room left in float64.
const thetaEnd = 36.0

// A fit is what the tilt needs of each loan: odds against the top of the range, and satoshis at an LTV of 1.
type fit struct {
	low, width  float64
	odds, worth []float64
}

func (t *Target) newFit(d *drawn, wished []float64, price unit.Price) *fit {
	f := &fit{low: float64(t.LTVLow), width: float64(t.LTVHigh - t.LTVLow)}
	f.odds, f.worth = make([]float64, len(wished)), make([]float64, len(wished))
	for i, ltv := range wished {
		share := min(max((ltv-f.low)/f.width, edge), 1-edge)
		f.odds[i] = (1 - share) / share
		f.worth[i] = float64(d.principal[i]) * float64(unit.Coin) / float64(price)
	}
	return f
}

// edge keeps a wished LTV at the end of the range off the end, where the logit is infinite; a share of the range.
const edge = 1e-3

// ltv is the tilted LTV of loan i: low + width·logistic(logit + θ), with k = exp(−θ).
func (f *fit) ltv(i int, k float64) float64 { return f.low + f.width/(1+float64(f.odds[i]*k)) }

// solve finds θ.
func (f *fit) solve(t *Target, price unit.Price) (theta float64, err error) {
	if price <= 0 {
		return 0, fmt.Errorf("pool: price %v: want above 0", price)
	}
	least, most, total := f.coins(thetaEnd), f.coins(-thetaEnd), float64(t.Collateral)
	if !(total >= least && total <= most) {
		return 0, fmt.Errorf("pool: collateral_btc = %v: want %.8f to %.8f BTC, what principals of %v take at LTVs from %s down to %s and a price of %v",
			t.Collateral, least/float64(unit.Coin), most/float64(unit.Coin), t.Principal, percent(t.LTVHigh), percent(t.LTVLow), price)
	}
	return bisect(-thetaEnd, thetaEnd, func(theta float64) bool { return f.coins(theta) <= total }), nil
}

// coins is Σ principal / (LTV·price) in satoshis, falling in θ.
func (f *fit) coins(theta float64) float64 {
	sum, k := 0.0, math.Exp(-theta)
	for i := range f.worth {
		sum += f.worth[i] / f.ltv(i, k)
	}
	return sum
}
