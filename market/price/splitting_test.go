package price_test

import (
	"math"
	"testing"

	"firesale/market/price"
	"firesale/market/random"
	"firesale/market/unit"
	"firesale/sim/stream"
)

// TestSplittingAgrees holds populations to tilted paths, and where jumps or a variance that moves lead to the fall to plain
// ones, for a fall in a month that one path in some hundred has.
func TestSplittingAgrees(t *testing.T) {
	const until, steps = -0.45, 30
	for _, name := range []string{"gbm", "kou", "hawkes", "heston", "bates"} {
		open := func() price.Process { return process(t, name, unit.Day) }
		want, error := knownShare(open(), name == "gbm", until, steps)
		split, populations := price.Splitting{Until: until, Particles: 50}, 150
		var sum, squares float64
		for n := range populations {
			luck := func(number int, purpose string) *random.Source {
				return stream.Of(2, n, "price", purpose).Number(number).Open()
			}
			share, p := 0.0, split.Run(open(), steps, luck, stream.Open(2, n, "price", "choice"))
			for _, w := range p.Weights {
				share += w / float64(split.Particles)
			}
			sum, squares = sum+share, squares+share*share
		}
		got := sum / float64(populations)
		own := math.Sqrt((squares/float64(populations) - got*got) / float64(populations))
		t.Logf("%s: split %v ± %v, else %v ± %v", name, got, own, want, error)
		if math.Abs(got-want) > 4*math.Hypot(own, error) { // 4 standard errors of the difference
			t.Errorf("%s: split %v ± %v, else %v ± %v", name, got, own, want, error)
		}
	}
}

func process(t *testing.T, name string, step unit.Duration) price.Process {
	for _, k := range price.Kinds {
		if k.Name == name {
			p, err := ready(t, k).Open(price.Common{Volatility: 0.55}, step)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
	}
	t.Fatalf("no kind %s", name)
	return nil
}

// knownShare is the probability of a fall, from tilted paths where only diffusion leads to it, else from plain ones.
func knownShare(p price.Process, diffuses bool, until float64, steps int) (share, standardError float64) {
	paths, weight := 100_000, func() float64 { return 1 }
	if tilted, err := (price.Tilt{Until: until, Drift: until * 365 / float64(steps)}).Open(p, unit.Day); diffuses && err == nil {
		p, paths, weight = tilted, 20_000, tilted.Weight
	}
	b := price.Block{LogReturn: make([]float64, steps), Variance: make([]float64, steps)}
	var sum, squares float64
	for n := range paths {
		p.Reset(streams(n))
		p.Fill(&b)
		f, hit := 0.0, false
		for _, r := range b.LogReturn {
			f += r
			hit = hit || f <= until
		}
		if hit {
			sum, squares = sum+weight(), squares+weight()*weight()
		}
	}
	share = sum / float64(paths)
	return share, math.Sqrt((squares/float64(paths) - share*share) / float64(paths))
}
