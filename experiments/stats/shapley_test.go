package stats_test

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"firesale/experiments/stats"
)

// game is a value of every coalition, made by chance.
func game(t *rapid.T, n int) []float64 {
	return rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 1<<n, 1<<n).Draw(t, "values")
}

func orders(n, count int) (out [][]int) {
	luck := rand.New(rand.NewPCG(1, 2))
	for range count {
		out = append(out, luck.Perm(n))
	}
	return out
}

// TestShapleyAddsUp holds both ways of computing to the total, in every game.
func TestShapleyAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "players")
		values := game(t, n)
		v := func(s uint64) float64 { return values[s] }
		sampled, _ := stats.SampledShapley(orders(n, 3), v)
		for _, shares := range [][]float64{stats.Shapley(n, v), sampled} {
			if got, want := stats.Sum(shares), values[len(values)-1]-values[0]; math.Abs(got-want) > 1e-9*1e6 { // of the largest value
				t.Errorf("shares add up to %v, the total is %v", got, want)
			}
		}
	})
}

// TestShapleyNullAndEqual holds a player who adds nothing to 0, and two who are exchangeable to each other.
func TestShapleyNullAndEqual(t *testing.T) {
	v := func(s uint64) float64 { // player 3 adds nothing, 0 and 1 are alike, 2 is twice each of them
		size := float64(bits.OnesCount64(s&3)) + 2*float64(s>>2&1)
		return size * size
	}
	exact := stats.Shapley(4, v)
	if exact[3] != 0 || math.Abs(exact[0]-exact[1]) > 1e-15*16 || math.Abs(exact[2]-8) > 1e-14 { // (4² split 4, 4, 8 by symmetry of a square: own² + own·others)
		t.Errorf("shares are %v", exact)
	}
	sampled, errors := stats.SampledShapley(orders(4, 400), v)
	for i := range exact {
		if off := math.Abs(sampled[i] - exact[i]); off > 4*errors[i]+1e-12 { // 4 standard errors
			t.Errorf("player %d: sampled %v ± %v, exact %v", i, sampled[i], errors[i], exact[i])
		}
	}
}

func ExampleShapley() {
	// Two lenders lose 1 and 2 alone; together 6, because each sells into the other's fall.
	losses := []float64{0, 1, 2, 6}
	fmt.Println(stats.Shapley(2, func(s uint64) float64 { return losses[s] }))
	// Output: [2.5 3.5]
}
