package stats

import (
	"fmt"
	"math"
	"math/bits"
)

// MostPlayers is how many players a coalition has bits for.
const MostPlayers = 63

// Shapley divides v(all) − v(nobody) among n players: each gets what it adds when it joins, averaged over all orders of
// joining,
//
//	φᵢ = Σ_{S∌i} |S|!·(n−|S|−1)!/n! · (v(S∪i) − v(S))
//
// A coalition has bit i if player i is in it. The shares add up to the total but for rounding, equal players get equal
// shares, a player that never adds anything gets 0. It asks for 2ⁿ values. It panics unless 0 <= n <= 20. Source: Shapley 1953.
func Shapley(n int, v func(coalition uint64) float64) []float64 {
	if n < 0 || n > 20 {
		panic(fmt.Sprintf("stats: Shapley values of %d players: take SampledShapley", n))
	}
	values := make([]float64, 1<<n)
	for s := range values {
		values[s] = v(uint64(s))
	}
	weights := joiningWeights(n)
	shares := make([]float64, n)
	terms := make([]float64, 0, len(values)/2)
	for i := range shares {
		terms = terms[:0]
		for s := range values {
			if s>>i&1 == 0 {
				terms = append(terms, weights[bits.OnesCount(uint(s))]*(values[s|1<<i]-values[s]))
			}
		}
		shares[i] = Sum(terms)
	}
	return shares
}

// joiningWeights is |S|!·(n−|S|−1)!/n! by |S|: the chance that a player joins just after a given S.
func joiningWeights(n int) []float64 {
	weights := make([]float64, n)
	for size := range weights {
		choices := 1.0 // n−1 over size
		for k := range size {
			choices = choices * float64(n-1-k) / float64(k+1)
		}
		weights[size] = 1 / (float64(n) * choices)
	}
	return weights
}

// SampledShapley estimates Shapley's shares from orders of joining, each taken forwards and backwards, which cancels much
// of the luck of the draw. The shares add up to the total but for rounding, whatever was drawn. The standard errors are
// of the drawing, over the orders; NaN for a single one. It panics for more than 63 players or no order. Source: Castro,
// Gómez and Tejada 2009; Mitchell and others 2022 for the antithetic pairs.
func SampledShapley(orders [][]int, v func(coalition uint64) float64) (shares, standardErrors []float64) {
	if len(orders) == 0 || len(orders[0]) > MostPlayers {
		panic("stats: Shapley values want an order, of at most 63 players")
	}
	n := len(orders[0])
	drawn := make([][]float64, n) // by player: half the sum of the two marginal values of each order
	for _, order := range orders {
		both := make([]float64, n)
		joining(order, v, both, false)
		joining(order, v, both, true)
		for i := range both {
			drawn[i] = append(drawn[i], both[i]/2)
		}
	}
	for i := range drawn {
		count := float64(len(orders))
		shares = append(shares, Sum(drawn[i])/count)
		spread := math.NaN()
		if len(orders) > 1 {
			spread = standardError(drawn[i])
		}
		standardErrors = append(standardErrors, spread)
	}
	return shares, standardErrors
}

// joining adds to each player what it brings when it joins in an order, or in the reverse of it.
func joining(order []int, v func(coalition uint64) float64, to []float64, backwards bool) {
	var there uint64
	before := v(there)
	for k := range order {
		player := order[k]
		if backwards {
			player = order[len(order)-1-k]
		}
		there |= 1 << player
		after := v(there)
		to[player] += after - before
		before = after
	}
}
