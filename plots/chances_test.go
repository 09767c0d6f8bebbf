package plots

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// TestExceedWeighs holds the weighed tail of tilted normals to the law, where plain runs have long seen their last one: at
// 3, 4 and 5 standard deviations it is within twice the width of the 95% intervals.
func TestExceedWeighs(t *testing.T) {
	luck, shift := rand.New(rand.NewPCG(1, 2)), 4.0
	var values []float64
	var c chances
	for range 5_000 {
		z := shift + luck.NormFloat64()
		values = append(values, z)
		c.add([]float64{math.Exp(-shift*z + shift*shift/2), math.NaN()})
	}
	tail := exceed(values, c)
	for _, x := range []float64{3, 4, 5} {
		i := 0
		for tail.xs[i] < x {
			i++
		}
		want := 0.5 * math.Erfc(tail.xs[i]/math.Sqrt2)
		if got := tail.share[i]; math.Abs(math.Log(got/want)) > 2*math.Log(tail.high[i]/got) {
			t.Errorf("P(Z ≥ %.3f) = %.3g [%.3g, %.3g], want %.3g", tail.xs[i], got, tail.low[i], tail.high[i], want)
		}
	}
}

// A rare study's figures say that runs have weights, and their axis goes down to what these show.
func Example_exceedance_rare() {
	dir, err := os.MkdirTemp("", "rare")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	table(dir, "runs", []string{"point:i", "replication:i", "status:t", "weight:f", "paths:f", "population:i", "drawdown:f"}, [][]any{
		{0, 0, "ok", 0.0, 3.0, 0, 0.2}, {0, 1, "ok", 1e-4, 3.0, 0, 0.3}, {0, 2, "ok", 2e-4, 3.0, 1, 0.3}, {0, 3, "ok", 1e-4, 3.0, 1, 0.4},
	})
	table(dir, "summary", []string{"point:i", "runs:i"}, [][]any{{0, 4}})
	drawn, err := Draw(dir, []string{"exceedance"}, []string{"svg"})
	if err != nil {
		fmt.Println(err)
		return
	}
	csv, _ := os.ReadFile(dir + "/figures/exceedance.csv")
	svg, _ := os.ReadFile(dir + "/figures/exceedance.svg")
	fmt.Println(len(drawn), strings.Contains(string(svg), "weigh what splitting says"))
	fmt.Print(string(csv))
	_, err = fan(source{dir}, "")
	fmt.Println(err)
	// Output:
	// 1 true
	// series,drawdown,value,low,high
	// all runs,0.3,0.0001,0.000037531785741317656,0.00026644082615528975
	// all runs,0.4,0.000025,0.000003521587352330439,0.0001774767846057833
	// paths of a rare study are not alike: their quantiles say nothing of what is probable
}
