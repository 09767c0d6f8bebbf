package impact

import (
	"math"
	"testing"

	"firesale/market/unit"
)

// TestRecovery compares what a model says of its recovery with what is left of a small sale beside a larger one, after a time.
func TestRecovery(t *testing.T) {
	for _, c := range []struct {
		name   string
		law    Params
		before float64 // BTC sold at once, before the small sale
		within float64
		why    string
	}{
		{"none", &None{}, 0, 0, "exact: nothing moves"},
		{"linear", &Linear{Depth: 1_000}, 0, 1e-12, "rounding"},
		{"exponential", &Exponential{Depth: 1_000}, 0, 1e-12, "rounding"},
		{"resilient", &Resilient{Depth: 1_000, Permanent: 0.3, HalfLife: unit.Hour}, 50, 1e-12, "rounding"},
		{"resilient, all stays", &Resilient{Depth: 1_000, Permanent: 1, HalfLife: unit.Hour}, 0, 1e-12, "rounding"},
		{"propagator", &Propagator{Depth: 1_000, Exponent: 0.25, Scale: unit.Minute}, 50, 1e-12, "rounding"},
		{"squareroot at rest", squareRootPreset(), 0, 1e-6, "a sale that is small beside X₀"},
	} {
		const sold = 1e-6 // BTC
		with, without := open(t, c.law, spot), open(t, c.law, spot)
		recovery := RecoveryOf(with)
		for _, m := range []Model{with, without} {
			m.Trade(-c.before, 1, 0)
		}
		move, _ := with.Trade(-sold, 1, 0)
		shares := 0.0
		for _, f := range recovery.Fades {
			shares += f.Share
		}
		if math.Abs(shares-1) > 1e-9 && recovery.Permanent < 1 { // of the fit of a power law
			t.Errorf("%s: the shares of what fades add up to %v", c.name, shares)
		}
		for range 5 {
			with.Decay(0.7)
			without.Decay(0.7)
		}
		want := recovery.Permanent
		for _, f := range recovery.Fades {
			want += (1 - recovery.Permanent) * f.Share * math.Exp(-f.Rate*3.5)
		}
		if left := total(with) - total(without); math.Abs(left-want*move) > c.within*math.Abs(move)+1e-16 { // digits of a displacement
			t.Errorf("%s: %v of a move is left after 3.5 h, want %v (%s)", c.name, left/move, want, c.why)
		}
	}
}

// TestSquareRootRecoversAtItsWindow: about a steady flow, X a little too high, the excess of the displacement fades at 1/window.
func TestSquareRootRecoversAtItsWindow(t *testing.T) {
	const step, flow, excess = 0.01, 50.0, 1e-3 // hours; BTC a step; BTC
	steady, off := open(t, squareRootPreset(), spot), open(t, squareRootPreset(), spot)
	for range 40_000 { // 400 h of a window of 24
		steady.Decay(step)
		steady.Trade(-flow, 1, step)
		off.Decay(step)
		off.Trade(-flow, 1, step)
	}
	off.Trade(-excess, 1, 0)
	gap := total(off) - total(steady)
	for range 600 {
		steady.Decay(step)
		steady.Trade(-flow, 1, step)
		off.Decay(step)
		off.Trade(-flow, 1, step)
	}
	rate := math.Log(gap/(total(off)-total(steady))) / 6
	if want := RecoveryOf(off).Fades[0].Rate; math.Abs(rate/want-1) > 1e-4 { // digits of a difference of 1e-9 in log
		t.Errorf("fades at %v an hour, want %v", rate, want)
	}
}

func TestWalkRecoversAsItsLaw(t *testing.T) {
	law := open(t, &Resilient{Depth: 1_000, Permanent: 0.3, HalfLife: unit.Hour}, spot)
	walk, err := Walk(law)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := RecoveryOf(walk), RecoveryOf(law); got.Permanent != want.Permanent || len(got.Fades) != 1 || got.Fades[0] != want.Fades[0] {
		t.Errorf("a walk recovers by %+v, its law by %+v", got, want)
	}
}
