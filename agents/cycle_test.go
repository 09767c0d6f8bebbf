package agents

import (
	"math"
	"testing"

	"firesale/market/unit"
)

func loopWith(cyclicality float64) *Loop {
	var l Loop
	l.Preset()
	l.Enabled, l.Cyclicality = true, cyclicality
	return &l
}

// The LTV that the leverage rule wants: λ̄ = 2·(σ̂/σ₀)^(−c), L* = 1 − 1/λ̄.
func TestTargetLTV(t *testing.T) {
	for _, c := range []struct{ cyclicality, relative, want float64 }{
		{1, 1, 0.5}, {0, 1, 0.5}, {-1, 1, 0.5}, // the fixed point: at the usual volatility nobody differs
		{1, 0.5, 0.75}, {1, 2, 0}, {-1, 2, 0.75}, {-1, 0.5, 0},
		{0, 0.5, 0.5}, {0, 3, 0.5},
		{0.5, 0.25, 0.75}, // λ̄ = 2·√4
	} {
		if got := loopWith(c.cyclicality).TargetLTV(c.relative); math.Abs(got-c.want) > 1e-15 { // one rounding of a power
			t.Errorf("cyclicality %v at %v of the usual volatility: LTV %v, want %v", c.cyclicality, c.relative, got, c.want)
		}
	}
}

// Relaxation is geometric: after n days a gap is (1 − 1 d/relax)^n of what it was, and it stops at the limits.
func TestFollow(t *testing.T) {
	l := loopWith(1)
	ltv := 0.5
	for range 45 {
		ltv = l.Follow(ltv, 0.6)
	}
	if want := 0.6 - 0.1*math.Pow(29./30, 45); math.Abs(ltv-want) > 1e-14 { // 45 roundings
		t.Errorf("after 45 days the LTV is %v, want %v", ltv, want)
	}
	for _, c := range []struct{ from, target, want float64 }{{0.65, 0.9, 0.65}, {0.3, 0, 0.3}, {0.31, math.Inf(-1), 0.3}, {0.5, 0.5, 0.5}} {
		if got := l.Follow(c.from, c.target); got != c.want {
			t.Errorf("from %v towards %v: %v, want %v", c.from, c.target, got, c.want)
		}
	}
}

func TestDemand(t *testing.T) {
	month := 365. / 12
	for _, c := range []struct{ cyclicality, logReturn, cheaper, want float64 }{
		{1, 0, 0, 0.1}, {0, 0.7, 0, 0.1}, {-1, 0.7, 0, 0.1}, // only lenders who go with the market are moved by its return
		{1, math.Ln2, 0, 0.4}, {0.5, math.Ln2, 0, 0.2},
		{0, 0, -0.01, 0.1 * math.Exp(-0.5)}, // half in log for 100 bp
	} {
		if got := loopWith(c.cyclicality).Demand(c.logReturn, c.cheaper) * month; math.Abs(got-c.want) > 1e-15 { // rounding of one product
			t.Errorf("%+v: demand a month is %v", c, got)
		}
	}
}

// A still market has no volatility after a while, and with fixed terms credit conditions do not swing whatever the market
// does.
func TestCycle(t *testing.T) {
	for _, cyclicality := range []float64{-1, 0, 1} {
		var c Cycle
		c.Reset(loopWith(cyclicality), 0, 0.07) // about that of the wave below
		for day := range 800 {
			c.Look(0.1 * math.Sin(float64(day)/20))
			c.Note(c.Loop.Demand(c.LogReturn(), 0))
		}
		sd, ok := c.Amplitude()
		if !ok || cyclicality == 0 && sd > 1e-12 || cyclicality != 0 && sd < 0.01 { // roundings of 435 additions
			t.Errorf("cyclicality %v: amplitude %v (exists: %v)", cyclicality, sd, ok)
		}
	}
	var c Cycle
	c.Reset(loopWith(1), 5, 0.4)
	for range halfLifeDays {
		c.Look(5)
	}
	if want := 0.4 * math.Sqrt(0.5); math.Abs(c.Volatility()-want) > 1e-12 { // rounding of as many products
		t.Errorf("after a half-life without a move the volatility is %v, want %v", c.Volatility(), want)
	}
	if _, ok := c.Amplitude(); ok {
		t.Error("an amplitude exists before the second year")
	}
}

// The sd of a series known in closed form: conditions that alternate between demand 1 and e² have ±1 about their mean.
func TestAmplitude(t *testing.T) {
	var c Cycle
	c.Reset(loopWith(0), 0, 0.55)
	for day := range firstYearDays + 1_000 {
		c.Look(0)
		c.Note(math.Exp(float64(2 * (day % 2))))
	}
	if sd, _ := c.Amplitude(); math.Abs(sd-math.Sqrt(1000./999)) > 1e-12 {
		t.Errorf("amplitude %v, want √(1000/999)", sd)
	}
}

func TestLogReturn(t *testing.T) {
	var c Cycle
	c.Reset(loopWith(1), 0, 0.55)
	for day := 1; day <= 300; day++ {
		c.Look(float64(day))
		if want := float64(min(day, 90)); c.LogReturn() != want {
			t.Fatalf("day %d: return %v, want %v", day, c.LogReturn(), want)
		}
	}
}

func TestLoopValidate(t *testing.T) {
	l := loopWith(1)
	l.LTVLow = l.LTVHigh
	said := ""
	l.Validate(func(key, want string) { said = key + ": " + want })
	if said != "ltv_high: want above ltv_low (65%)" {
		t.Error(said)
	}
	if (&Loop{Relax: unit.Day, LTVLow: 0.1, LTVHigh: 0.9}).Follow(0.5, 0.7) != 0.7 {
		t.Error("a relaxation of a day does not end in a day")
	}
}

// Days on which investors ask for so much that not a cent is lent are days of the cycle, too, as those of a boom without
// bound are: both count as far as a cent, or a warehouse, can tell.
func TestAmplitudeCountsDeadDays(t *testing.T) {
	var c Cycle
	c.Reset(loopWith(1), 0, 0.55)
	for day := range firstYearDays + 1_000 {
		c.Look(0)
		c.Note(c.Loop.Demand(0, float64(40*(day%2)-20))) // spreads that are ±2,000 points off
	}
	c.sumSquares /= maxLogDemand * maxLogDemand
	if sd, _ := c.Amplitude(); math.Abs(sd-math.Sqrt(1000./999)) > 1e-5 { // the LTV follows a volatility that fades
		t.Errorf("amplitude %v × %v, want √(1000/999)", sd, maxLogDemand)
	}
}
