package price_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"firesale/market/price"
	"firesale/market/random"
	"firesale/market/unit"
	"firesale/sim/stream"
	"pgregory.net/rapid"
)

// ready gives a kind the keys that have no preset.
func ready(t testing.TB, k price.Kind) price.Params {
	t.Helper()
	p := k.Preset()
	switch p := p.(type) {
	case *price.Scripted:
		p.At, p.USD, p.Noise = []unit.Duration{0, 59 * unit.Day}, []float64{100_000, 45_000}, 0.3
	case *price.Replay:
		if err := p.Load(strings.NewReader(wave(4000)), "wave.csv", 10*unit.Year); err != nil {
			t.Fatal(err)
		}
	case *price.Shock:
		p.Shock, p.At, p.Then = -0.3, 30*unit.Hour, "gbm"
	}
	return p
}

// wave is a file of daily prices.
func wave(days int) string {
	var b strings.Builder
	b.WriteString("time,price\n")
	for i := range days {
		fmt.Fprintf(&b, "%d,%.2f\n", i*86_400, 50_000*math.Exp(0.02*math.Sin(float64(i*i))))
	}
	return b.String()
}

// reset begins a replication on streams as a study opens them.
func reset(p price.Process, replication int) {
	p.Reset(streams(replication))
}

func streams(replication int) func(purpose string) *random.Source {
	return func(purpose string) *random.Source { return stream.Open(1, replication, "price", purpose) }
}

func block(n int) *price.Block {
	return &price.Block{LogReturn: make([]float64, n), Variance: make([]float64, n)}
}

func mustOpen(t testing.TB, p price.Params, c price.Common, step unit.Duration) price.Process {
	t.Helper()
	process, err := p.Open(c, step)
	if err != nil {
		t.Fatal(err)
	}
	return process
}

// TestBlocksDoNotMatter: a block of n steps is n blocks of one step, in every kind and for any cut.
func TestBlocksDoNotMatter(t *testing.T) {
	for _, k := range price.Kinds {
		t.Run(k.Name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				step := rapid.SampledFrom([]unit.Duration{unit.Minute, unit.Hour, unit.Day}).Draw(rt, "step")
				replication := rapid.IntRange(0, 1000).Draw(rt, "replication")
				whole, parts := mustOpen(t, ready(t, k), price.Preset(), step), mustOpen(t, ready(t, k), price.Preset(), step)
				reset(whole, replication)
				reset(parts, replication)
				b := block(rapid.IntRange(1, 300).Draw(rt, "steps"))
				whole.Fill(b)
				for from := 0; from < len(b.LogReturn); {
					n := rapid.IntRange(1, len(b.LogReturn)-from).Draw(rt, "part")
					part := block(n)
					parts.Fill(part)
					sameSteps(rt, b, part, from)
					from += n
				}
			})
		})
	}
}

// sameSteps compares a part of a path, from a step on, with the whole.
func sameSteps(t *rapid.T, whole, part *price.Block, from int) {
	to := from + len(part.LogReturn)
	if !slices.Equal(whole.LogReturn[from:to], part.LogReturn) || !slices.Equal(whole.Variance[from:to], part.Variance) {
		t.Fatalf("steps %d to %d differ when filled in parts", from, to)
	}
	var jumps []price.Jump
	for _, j := range whole.Jumps {
		if j.Step >= from && j.Step < to {
			j.Step -= from
			jumps = append(jumps, j)
		}
	}
	if !slices.Equal(jumps, part.Jumps) {
		t.Fatalf("jumps of steps %d to %d are %v in parts, %v as a whole", from, to, part.Jumps, jumps)
	}
}

// TestResetStartsAgain: nothing of a replication is left in the next one, and replications differ.
func TestResetStartsAgain(t *testing.T) {
	for _, k := range price.Kinds {
		p, first, other := mustOpen(t, ready(t, k), price.Preset(), unit.Hour), block(500), block(500)
		reset(p, 1)
		p.Fill(first)
		reset(p, 2)
		p.Fill(other)
		if slices.Equal(first.LogReturn, other.LogReturn) {
			t.Errorf("%s: replications 1 and 2 are the same path", k.Name)
		}
		reset(p, 1)
		p.Fill(other)
		if !slices.Equal(first.LogReturn, other.LogReturn) || !slices.Equal(first.Jumps, other.Jumps) {
			t.Errorf("%s: replication 1 is another path after replication 2", k.Name)
		}
	}
}

// TestJumpsLieInTheirSteps: sizes and places of jumps fit the returns they are part of.
func TestJumpsLieInTheirSteps(t *testing.T) {
	for _, k := range price.Kinds {
		p, b := mustOpen(t, ready(t, k), price.Preset(), unit.Day), block(3650)
		reset(p, 3)
		p.Fill(b)
		last := price.Jump{}
		for _, j := range b.Jumps {
			if j.Step < last.Step || (j.Step == last.Step && j.At < last.At) || j.At < 0 || j.At >= 1 || j.Step >= len(b.LogReturn) {
				t.Fatalf("%s: jump %+v after %+v", k.Name, j, last)
			}
			last = j
		}
	}
}

func TestFillAllocatesNothing(t *testing.T) {
	for _, k := range price.Kinds {
		p, b := mustOpen(t, ready(t, k), price.Preset(), unit.Hour), block(512)
		b.Jumps = make([]price.Jump, 0, 512)
		reset(p, 1)
		if n := testing.AllocsPerRun(20, func() { p.Fill(b) }); n != 0 {
			t.Errorf("%s: %v allocations in Fill, want none", k.Name, n)
		}
	}
}

// TestPriceDriftsAsTold: E[S_T]/S₀ = e^{drift·T} at 30 days and 1 year, within 4 standard errors of the sample, for every
// kind that does not state its path. `twoscale` is compensated approximately: 0.5% more.
func TestPriceDriftsAsTold(t *testing.T) {
	const paths = 4000
	judged := 0
	for _, k := range price.Kinds {
		if k.Name == "scripted" || k.Name == "shock" || k.Name == "replay" {
			continue
		}
		judged++
		c := price.Preset()
		c.Drift = 0.1
		p, b := mustOpen(t, ready(t, k), c, unit.Day), block(365)
		month, year := make([]float64, paths), make([]float64, paths)
		for r := range paths {
			reset(p, r)
			p.Fill(b)
			month[r], year[r] = math.Exp(sum(b.LogReturn[:30])), math.Exp(sum(b.LogReturn))
		}
		slack := 0.0
		if k.Name == "twoscale" {
			slack = 0.005
		}
		within(t, k.Name+": E[S]/S₀ at 30 d", month, math.Exp(0.1*30/365), slack)
		within(t, k.Name+": E[S]/S₀ at 1 y", year, math.Exp(0.1), slack)
	}
	if judged == 0 {
		t.Error("no kind judged")
	}
}

// within fails unless the mean of the sample is within 4 standard errors, and the slack, of what is wanted.
func within(t testing.TB, what string, sample []float64, want, slack float64) {
	t.Helper()
	n := float64(len(sample))
	mean := sum(sample) / n
	squares := 0.0
	for _, x := range sample {
		squares += (x - mean) * (x - mean)
	}
	if limit := 4*math.Sqrt(squares/(n-1)/n) + slack; !(math.Abs(mean-want) <= limit) {
		t.Errorf("%s: mean %v, want %v ± %v (4 s.e.)", what, mean, want, limit)
	}
}

func sum(xs []float64) float64 {
	total := 0.0
	for _, x := range xs {
		total += x
	}
	return total
}

func TestStart(t *testing.T) {
	told := 100.0
	for _, c := range []struct {
		name string
		c    price.Common
		p    price.Params
		want float64
	}{
		{"preset", price.Preset(), &price.GBM{}, 87_508},
		{"told", price.Common{Start: &told}, &price.GBM{}, 100},
		{"a file's price wins", price.Common{Start: &told}, ready(t, price.Kind{Preset: func() price.Params { return &price.Replay{} }}), 50_000},
		{"the first knot wins", price.Common{Start: &told}, &price.Scripted{USD: []float64{9, 8}}, 9},
	} {
		if got := c.c.StartUSD(c.p); got != c.want {
			t.Errorf("%s: start %v, want %v", c.name, got, c.want)
		}
	}
}

func TestInstantModeIsForShocks(t *testing.T) {
	for _, k := range price.Kinds {
		_, err := ready(t, k).Open(price.Preset(), 0)
		if (err == nil) != (k.Name == "shock") {
			t.Errorf("%s in instant mode: %v", k.Name, err)
		}
	}
}
