package metric

import (
	"math"
	"slices"
	"sort"
)

// A Profile is the coins that come up for sale as the log price falls: S̄(y), the coins of all loans whose wake price
// lies at or above log displacement y < 0 from the start. It is the mean field of a study's own pools, not of a law.
type Profile struct {
	at    []float64 // displacement of each wake price, falling
	coins []float64 // of it and all before it
}

// NewProfile sorts sales by the displacement that triggers them.
func NewProfile(at, coins []float64) Profile {
	order := make([]int, len(at))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		switch {
		case at[i] > at[j]:
			return -1
		case at[i] < at[j]:
			return 1
		}
		return i - j
	})
	p := Profile{at: make([]float64, len(at)), coins: make([]float64, len(at))}
	sum := 0.0
	for k, i := range order {
		sum += coins[i]
		p.at[k], p.coins[k] = at[i], sum
	}
	return p
}

// Sold is S̄(y).
func (p Profile) Sold(y float64) float64 {
	n := sort.Search(len(p.at), func(i int) bool { return p.at[i] < y })
	if n == 0 {
		return 0
	}
	return p.coins[n-1]
}

// Fall is the greatest solution x ≤ −e of x = −e − S̄(x)/depth, as the size −x of the fall: where a cascade that begins
// with an exogenous fall e comes to rest if impact is permanent and linear and sales are immediate. Found by iterating
// from −e, which falls monotonically to it (Knaster–Tarski). Misleads where impact fades, sales are paced or borrowers
// answer. Source: derived; Cifuentes, Ferrucci and Shin 2005 for the fixed point.
func (p Profile) Fall(e, depth float64) float64 {
	x := -e
	for {
		next := -e - p.Sold(x)/depth
		if next == x {
			return -x
		}
		x = next
	}
}

// Densest is the window of 1% of price in which most coins come up for sale, by the log displacements of its ends, and
// those coins; 0 where nothing is ever for sale.
func (p Profile) Densest() (from, to, coins float64) {
	width := -math.Log1p(-0.01)
	for i, at := range p.at {
		if here := p.Sold(at-width) - p.coins[i] + p.own(i); here > coins {
			from, to, coins = at, at-width, here
		}
	}
	return from, to, coins
}

// Reproduction is the largest n(x) = s(x)/depth over windows of 1% of price, s the coins per unit of log price that come
// up for sale: above 1 a cascade feeds itself.
func (p Profile) Reproduction(depth float64) float64 {
	_, _, most := p.Densest()
	return most / -math.Log1p(-0.01) / depth
}

// own is the coins of the i-th wake price alone.
func (p Profile) own(i int) float64 {
	if i == 0 {
		return p.coins[0]
	}
	return p.coins[i] - p.coins[i-1]
}

// HasTheory reports whether a metric has a closed form that the summary shows beside it where it applies.
func HasTheory(metric string) bool {
	return metric == "amplification" || metric == "drawdown" || metric == "reproduction_peak" || metric == "distance_to_criticality"
}
