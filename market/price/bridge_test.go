package price_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// bridged is a process with its bridge, walked step by step until a level is passed.
type bridged struct {
	process price.Process
	bridge  *price.Bridge
	block   *price.Block
}

func newBridged(t testing.TB, p price.Params, c price.Common, step unit.Duration, steps int) *bridged {
	return &bridged{mustOpen(t, p, c, step), price.NewBridge(step), block(steps)}
}

// passage is the first step of replication r in which the log price goes to the level or below, whether a jump took it
// there and how far beyond, or step −1.
func (b *bridged) passage(r int, level float64) (step int, jumped bool, overshoot float64) {
	reset(b.process, r)
	b.bridge.Reset(streams(r))
	b.process.Fill(b.block)
	b.bridge.Lay(b.block)
	at := 0.0
	for i, ret := range b.block.LogReturn {
		for _, s := range b.bridge.Step(i) {
			if at+s.Start <= level {
				return i, true, level - at - s.Start
			}
			if at+s.Low <= level {
				return i, false, 0
			}
		}
		at += ret
	}
	return -1, false, 0
}

// TestFirstPassageOfGBM is V1: the minimum of a path is right whatever the step, since the bridge is exact.
func TestFirstPassageOfGBM(t *testing.T) {
	for _, c := range []struct {
		volatility unit.Ratio
		days       int
		step       unit.Duration
		ltv, want  float64
	}{
		{0.40, 90, unit.Day, 0.8, 0.082869},
		{0.40, 90, 30 * unit.Day, 0.7, 0.282550},
		{0.55, 30, unit.Day, 0.8, 0.026518},
		{0.55, 30, 30 * unit.Day, 0.7, 0.167510},
		{0.55, 365, 73 * unit.Day, 0.8, 0.604171},
		{0.55, 365, 73 * unit.Day, 1.0, 0.378452},
	} {
		b := newBridged(t, &price.GBM{}, price.Common{Volatility: c.volatility}, c.step, c.days*int(unit.Day)/int(c.step))
		var hit []float64
		for r := range 20_000 {
			step, _, _ := b.passage(r, math.Log(0.5578/c.ltv))
			hit = append(hit, indicator(step >= 0))
		}
		within(t, fmt.Sprintf("σ %v, %d d, %v: share that passes %v", c.volatility, c.days, c.step, c.ltv), hit, c.want, 1e-6)
	}
}

// TestFirstPassageOfKou is V2: crossing before an independent exponential time of mean 30 d, the part that crosses by a
// jump, and its overshoot, which is exponential again.
func TestFirstPassageOfKou(t *testing.T) {
	const a, steps = 365.0 / 30, 200
	kou := preset("kou").(*price.Kou)
	b := newBridged(t, kou, price.Common{Volatility: unit.Ratio(math.Sqrt(0.489*0.489 + 0.063))}, unit.Day, steps)
	var cross, byJump, overshoot []float64
	for r := range 10_000 {
		step, jumped, over := b.passage(r, math.Log(0.5578/0.8))
		alive := 0.0
		if step >= 0 { // the chance to live until the middle of the day; its curvature is 5e-5 of it
			alive = math.Exp(-a * (float64(step) + 0.5) / 365)
		}
		cross, byJump = append(cross, alive), append(byJump, alive*indicator(jumped))
		if jumped {
			overshoot = append(overshoot, over)
		}
	}
	within(t, "crosses first", cross, 0.047578, 1e-5)
	within(t, "crosses first, by a jump", byJump, 0.008445, 1e-5)
	within(t, "overshoot", overshoot, 0.045, 0)
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// TestBridgeKeepsTheEnds: segments join up, lows lie below both ends, and the block is as it was.
func TestBridgeKeepsTheEnds(t *testing.T) {
	for _, k := range price.Kinds {
		b := newBridged(t, ready(t, k), price.Preset(), 5*unit.Day, 100)
		reset(b.process, 1)
		b.bridge.Reset(streams(1))
		b.process.Fill(b.block)
		before, jumps := slices.Clone(b.block.LogReturn), slices.Clone(b.block.Jumps)
		b.bridge.Lay(b.block)
		if !slices.Equal(before, b.block.LogReturn) || !slices.Equal(jumps, b.block.Jumps) {
			t.Errorf("%s: the bridge changed the block", k.Name)
		}
		for i, ret := range before {
			segments := b.bridge.Step(i)
			level := 0.0
			for _, s := range segments {
				if s.Low > min(s.Start, s.End) {
					t.Errorf("%s step %d: low above an end: %+v", k.Name, i, s)
				}
				if len(jumps) > 0 && jumps[0].Step == i && s != segments[0] {
					level += jumps[0].Size
					jumps = jumps[1:]
				}
				if math.Abs(s.Start-level) > 1e-12 {
					t.Errorf("%s step %d: segment %+v does not start at %v", k.Name, i, s, level)
				}
				level = s.End
			}
			if level != ret {
				t.Errorf("%s step %d: segments end at %v, the step at %v", k.Name, i, level, ret)
			}
		}
		if len(jumps) != 0 {
			t.Errorf("%s: jumps left over: %v", k.Name, jumps)
		}
	}
}

func TestBridgeAllocatesNothing(t *testing.T) {
	b := newBridged(t, preset("kou"), price.Preset(), unit.Day, 365)
	b.block.Jumps = make([]price.Jump, 0, 100)
	for r := range 10 {
		b.passage(r, math.Inf(-1))
	}
	if n := testing.AllocsPerRun(20, func() { b.bridge.Lay(b.block) }); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

// The low of a step is below both its ends, on a stream of its own.
func ExampleBridge() {
	p, err := (&price.GBM{}).Open(price.Common{Volatility: 0.55}, unit.Day)
	if err != nil {
		fmt.Println(err)
		return
	}
	reset(p, 0)
	b, bridge := block(2), price.NewBridge(unit.Day)
	bridge.Reset(streams(0))
	p.Fill(b)
	bridge.Lay(b)
	for i := range b.LogReturn {
		fmt.Printf("%.4f\n", bridge.Step(i))
	}
	// Output:
	// [{0.0000 0.0182 -0.0121}]
	// [{0.0000 0.0061 -0.0089}]
}
