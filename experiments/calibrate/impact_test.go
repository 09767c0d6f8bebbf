package calibrate

import (
	"context"
	"math"
	"reflect"
	"testing"

	"firesale/experiments"
	"firesale/market/unit"
)

// presetMarket is the book of a shipped study under the preset background.
func presetMarket(tb testing.TB) Market {
	study, err := experiments.LoadStudy("ledn-2026-1", experiments.Options{Sets: []string{`market.venue="book"`}})
	if err != nil {
		tb.Fatal(err)
	}
	return MarketOf(study)
}

// small is a protocol for a test of seconds.
func small(starts int) Protocol {
	p := FullProtocol(starts)
	p.WarmUp, p.Participation, p.Sweeps = unit.Hour/4, []float64{0.1}, 4
	p.Durations = durations(2*unit.Minute, 10*unit.Minute, 3)
	return p
}

// TestMeasure: the numbers do not depend on the number of workers, a sale moves the price, and a dearer one is larger.
func TestMeasure(t *testing.T) {
	m := presetMarket(t)
	var all [2]*Impact
	for workers := range all {
		impact, err := Measure(context.Background(), m, small(6), workers+1, nil)
		if err != nil {
			t.Fatal(err)
		}
		all[workers] = impact
	}
	one, two := all[0], all[1]
	if !reflect.DeepEqual(one.Sweep, two.Sweep) || !reflect.DeepEqual(one.Rest, two.Rest) || one.Paced[0].Slope != two.Paced[0].Slope {
		t.Errorf("one worker and two measure differently:\n%+v\n%+v", one, two)
	}
	last := 0.0
	for _, p := range one.Sweep.Points {
		if p.Moved <= last || p.FromBest >= p.Moved {
			t.Errorf("a sweep of %.1f BTC costs %v, %v against the best bid; a smaller one cost %v", p.BTC, p.Moved, p.FromBest, last)
		}
		last = p.Moved
	}
	if peak := one.Paced[0].Points[2]; peak.Moved < 3*peak.Error || peak.BTC < 50 {
		t.Errorf("10 minutes at 10%% sold %.1f BTC and moved %v ± %v: want a fall", peak.BTC, peak.Moved, peak.Error)
	}
}

// Without a metaorder the two halves of a pair are the same market.
func TestPairsAreEqual(t *testing.T) {
	b, err := newBench(presetMarket(t), small(1))
	if err != nil {
		t.Fatal(err)
	}
	b.warm(0)
	b.alone()
	for _, s := range b.pace(0) {
		if s.moved != 0 || s.btc != 0 || s.after[len(relaxed)-1] != 0 {
			t.Errorf("a sale of nothing: %+v", s)
		}
	}
}

// Durations run over a decade in whole child orders.
func TestDurations(t *testing.T) {
	all := FullProtocol(1).Durations
	if len(all) != 8 || all[0] != 6*unit.Minute || all[7] != unit.Hour {
		t.Errorf("durations %v: want 8 from 6 to 60 min", all)
	}
	for i := 1; i < len(all); i++ {
		if step := math.Log(float64(all[i]) / float64(all[i-1])); math.Abs(step-math.Ln10/7) > 0.03 {
			t.Errorf("duration %d is %v: want a seventh of a decade over %v", i, all[i], all[i-1])
		}
	}
}
