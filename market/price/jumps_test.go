package price_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

func preset(name string) price.Params {
	i := slices.IndexFunc(price.Kinds, func(k price.Kind) bool { return k.Name == name })
	return price.Kinds[i].Preset()
}

// TestJumpMoments compares number and sizes of the jumps, and the total variance, with their laws.
func TestJumpMoments(t *testing.T) {
	for _, c := range []struct {
		name         string
		p            price.Params
		rate         float64
		mean, second float64 // E[J], E[J²]
	}{
		{"merton", preset("merton"), 20, -0.015, 0.015*0.015 + 0.05*0.05},
		{"kou", preset("kou"), 20, 0.4*0.03 - 0.6*0.045, 0.00315},
		{"kou, few large", &price.Kou{JumpRate: 3, UpShare: 0.1, UpMean: 0.05, DownMean: 0.12}, 3, 0.1*0.05 - 0.9*0.12, 2 * (0.1*0.0025 + 0.9*0.0144)},
		{"bates", preset("bates"), 12, -0.015, 0.002725},
	} {
		t.Run(c.name, func(t *testing.T) {
			const years, days = 4000, 365
			p, b := mustOpen(t, c.p, price.Preset(), unit.Day), block(days)
			var count, spread, size, square, moment, variance []float64
			for r := range years {
				reset(p, r)
				p.Fill(b)
				n := float64(len(b.Jumps))
				count, spread = append(count, n), append(spread, (n-c.rate)*(n-c.rate))
				for _, j := range b.Jumps {
					size, square, moment = append(size, j.Size), append(square, j.Size*j.Size), append(moment, j.At)
				}
				variance = append(variance, quadratic(b))
			}
			within(t, "jumps a year", count, c.rate, 0)
			within(t, "variance of the count", spread, c.rate, 0)
			within(t, "moment in its step", moment, 0.5, 0)
			within(t, "E[J]", size, c.mean, 0)
			within(t, "E[J²]", square, c.second, 0)
			within(t, "variance a year", variance, 0.55*0.55, 0.0002) // the drift of a day, squared, adds up to 1e-4
		})
	}
}

// quadratic is the sum of squared returns.
func quadratic(b *price.Block) float64 {
	total := 0.0
	for _, r := range b.LogReturn {
		total += r * r
	}
	return total
}

// TestParametersShiftNoDraws: a changed jump law leaves the diffusion's draws, and a changed rate the sequence of sizes.
func TestParametersShiftNoDraws(t *testing.T) {
	few, many := preset("kou").(*price.Kou), preset("kou").(*price.Kou)
	many.JumpRate, many.UpShare = 35, 0.9
	var sizes [2][]float64
	var normals [2][]float64
	for i, k := range []*price.Kou{few, many} {
		p, b := mustOpen(t, k, price.Common{Volatility: 0.9}, unit.Hour), block(8760)
		reset(p, 5)
		p.Fill(b)
		jump := make([]float64, len(b.LogReturn))
		for _, j := range b.Jumps {
			jump[j.Step] += j.Size
			sizes[i] = append(sizes[i], math.Abs(j.Size))
		}
		for s, r := range b.LogReturn {
			normals[i] = append(normals[i], (r-jump[s])/math.Sqrt(b.Variance[s]))
		}
	}
	shift := normals[1][0] - normals[0][0] // the drifts differ
	for s := range normals[0] {
		if math.Abs(normals[1][s]-normals[0][s]-shift) > 1e-12 {
			t.Fatalf("step %d has another normal number", s)
		}
	}
	if len(sizes[0]) == 0 || len(sizes[1]) <= len(sizes[0]) {
		t.Fatalf("%d and %d jumps: nothing to compare", len(sizes[0]), len(sizes[1]))
	}
	for i := range sizes[0] { // a rise is 3%, a fall 4.5% of the same exponential number
		if ratio := sizes[1][i] / sizes[0][i]; math.Abs(ratio-1) > 1e-12 && math.Abs(ratio-0.03/0.045) > 1e-12 {
			t.Fatalf("jump %d has another size", i)
		}
	}
}

// TestPathSplitsAtAJump: the diffusive return up to a jump is part of the step's, with a Brownian bridge's variance.
func TestPathSplitsAtAJump(t *testing.T) {
	p, b := mustOpen(t, preset("merton"), price.Common{Volatility: 0.6}, 10*unit.Day), block(40_000)
	reset(p, 0)
	p.Fill(b)
	var pull []float64
	for i, j := range b.Jumps {
		if (i > 0 && b.Jumps[i-1].Step == j.Step) || (i+1 < len(b.Jumps) && b.Jumps[i+1].Step == j.Step) {
			continue // alone in its step
		}
		v := b.Variance[j.Step] * 10 / 365
		off := j.Before - j.At*(b.LogReturn[j.Step]-j.Size)
		pull = append(pull, off*off/(v*j.At*(1-j.At)))
	}
	if len(pull) < 1000 {
		t.Fatalf("%d lone jumps: too few to judge", len(pull))
	}
	within(t, "squared distance from the chord in variances of the bridge", pull, 1, 0)
}

func TestTooMuchJumpForTheVolatility(t *testing.T) {
	for name, want := range map[string]string{
		"kou":    "price.volatility: want the total, above the 25.1% that 20 jumps a year with E[J²] = 0.00315 make alone: 25% leaves nothing",
		"merton": "above the 23.35% that 20 jumps",
		"bates":  "above the 18.08% that 12 jumps",
		"hawkes": "above the 25.1% that 20 jumps",
	} {
		vol := price.Common{Volatility: 0.25}
		if name == "bates" || name == "merton" {
			vol.Volatility = 0.1
		}
		if _, err := preset(name).Open(vol, unit.Hour); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", name, err, want)
		}
	}
}

// A jump says where in its step it falls, how far the path had diffused by then, and its size.
func ExampleKou() {
	p, err := (&price.Kou{JumpRate: 20, UpShare: 0.4, UpMean: 0.03, DownMean: 0.045}).Open(price.Common{Volatility: 0.55}, unit.Day)
	if err != nil {
		fmt.Println(err)
		return
	}
	reset(p, 0)
	b := block(30)
	p.Fill(b)
	for _, j := range b.Jumps {
		fmt.Printf("day %d, %.0f%% through: %.4f of the day's %.4f\n", j.Step, 100*j.At, j.Size, b.LogReturn[j.Step])
	}
	// Output:
	// day 10, 98% through: 0.0259 of the day's 0.0182
	// day 15, 99% through: -0.0803 of the day's -0.0638
	// day 27, 55% through: 0.0243 of the day's 0.0355
	// day 28, 99% through: 0.0487 of the day's 0.1033
}
