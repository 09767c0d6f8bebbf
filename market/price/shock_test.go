package price_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

func TestShockFallsOnce(t *testing.T) {
	for _, c := range []struct {
		name string
		at   unit.Duration
		step unit.Duration
		want int // the step that begins with the jump
	}{
		{"instant", 0, 0, 0},
		{"instant whatever the time", unit.Day, 0, 0},
		{"first step", 0, unit.Hour, 0},
		{"start of a step", 5 * unit.Hour, unit.Hour, 5},
		{"inside a step", 5*unit.Hour + unit.Minute, unit.Hour, 5},
		{"after the horizon", unit.Year, unit.Hour, -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := mustOpen(t, &price.Shock{Shock: -0.3, At: c.at, Then: "constant"}, price.Preset(), c.step)
			reset(p, 0)
			b := block(10)
			p.Fill(b)
			for i, r := range b.LogReturn {
				want := 0.0
				if i == c.want {
					want = math.Log(0.7)
				}
				if math.Abs(r-want) > 1e-15 || b.Variance[i] != 0 {
					t.Errorf("step %d: return %v, variance %v, want %v and none", i, r, b.Variance[i], want)
				}
			}
			if (c.want >= 0) != (len(b.Jumps) == 1) {
				t.Errorf("jumps %v", b.Jumps)
			}
		})
	}
}

// TestShockThenMoves: from the jump on the returns are those of the kind that follows, on its own streams.
func TestShockThenMoves(t *testing.T) {
	const quiet = 30
	p := mustOpen(t, &price.Shock{Shock: -0.2, At: quiet * unit.Hour, Then: "gbm"}, price.Preset(), unit.Hour)
	gbm := mustOpen(t, &price.GBM{}, price.Preset(), unit.Hour)
	reset(p, 4)
	reset(gbm, 4)
	got, want := block(100), block(100-quiet)
	p.Fill(got)
	gbm.Fill(want)
	want.LogReturn[0] += math.Log1p(-0.2)
	if !slices.Equal(got.LogReturn[quiet:], want.LogReturn) || !slices.Equal(got.Variance[quiet:], want.Variance) {
		t.Error("what follows the shock is not the kind it names")
	}
}

func TestShockFaults(t *testing.T) {
	for _, p := range []*price.Shock{{Shock: -1, Then: "constant"}, {Shock: unit.Ratio(math.NaN()), Then: "constant"}, {Shock: -0.1, Then: "nothing"}} {
		if _, err := p.Open(price.Preset(), unit.Hour); err == nil {
			t.Errorf("%+v: no error", p)
		}
	}
}

// In instant mode a block is one step without time, and the shock is all that moves.
func ExampleShock() {
	p, err := (&price.Shock{Shock: -0.3, Then: "constant"}).Open(price.Common{}, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	b := block(1)
	p.Fill(b)
	fmt.Printf("%.2f\n", 100*math.Exp(b.LogReturn[0]))
	// Output: 70.00
}
