package agents

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"firesale/market/unit"
)

// The first step of a day is the first that ends on it, for steps that divide a day and steps that do not.
func TestStepOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Clock{Start: 20_453, Step: unit.Duration(rapid.IntRange(1, 100_000).Draw(t, "seconds")) * unit.Second}
		step := rapid.IntRange(0, 10_000).Draw(t, "step")
		next := c.NextDay(step)
		if next <= step || c.Day(next) <= c.Day(step) || next > step+1 && c.Day(next-1) != c.Day(step) {
			t.Fatalf("step %d ends on day %d, the next day begins in step %d: %d", step, c.Day(step), next, c.Day(next))
		}
	})
	if (Clock{Start: 20_453}).NextDay(3) != Never {
		t.Error("a day passes in instant mode")
	}
}

// A whole-cent mark at or below a wake price never hides behind the log bound that the loop compares with.
func TestLogBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := unit.Price(rapid.Int64Range(0, 1_000_000_000).Draw(t, "cents"))
		if mark := unit.PriceOf(math.Exp(logAtMost(p))); mark < p {
			t.Fatalf("the bound of %d is a mark of %d", p, mark)
		}
		if mark := unit.PriceOf(math.Exp(logAtLeast(p))); mark > p {
			t.Fatalf("the other bound of %d is a mark of %d", p, mark)
		}
	})
}
