package flow

import (
	"math"
	"reflect"
	"testing"

	"firesale/market/book"
	"firesale/market/unit"
)

// A fork goes on exactly as the original would, and what is done to it stays with it.
func TestFork(t *testing.T) {
	every := make([]string, len(Kinds))
	for i, k := range Kinds {
		every[i] = k.Name
	}
	one, two := crowdOf(t, every...), crowdOf(t, every...)
	two.Begin(0, 90_000, streams(8)) // it has a past of its own
	two.Run(unit.Hour/50, math.Log(90_000))
	one.Begin(0, 100_000, streams(3))
	one.Run(unit.Hour/20, math.Log(100_000))
	if !two.Become(one) {
		t.Fatal("a shipped class cannot be forked")
	}
	three := crowdOf(t, every...)
	three.Become(one)
	three.Trade(Outsider(0), book.Sell, 1_000_000)
	three.Run(unit.Hour/10, math.Log(100_000))
	one.Tape, two.Tape = &Tape{}, &Tape{}
	one.Run(unit.Hour/10, math.Log(100_000))
	two.Run(unit.Hour/10, math.Log(100_000))
	if len(one.Tape.Prints) == 0 || !reflect.DeepEqual(one.Tape, two.Tape) {
		t.Errorf("the original made %d prints, the fork %d, or others", len(one.Tape.Prints), len(two.Tape.Prints))
	}
	if one.Count() != two.Count() || one.LogMid() != two.LogMid() {
		t.Errorf("counts %+v and %+v, mids %v and %v", one.Count(), two.Count(), one.LogMid(), two.LogMid())
	}
	if three.LogMid() >= one.LogMid() {
		t.Errorf("a sale of 1,000 BTC in a fork left its mid at %v, without it %v", three.LogMid(), one.LogMid())
	}
}
