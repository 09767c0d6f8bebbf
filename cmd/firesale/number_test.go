package main

import (
	"math"
	"testing"

	"firesale/experiments/results"
)

// TestNumbers holds how results are told to a person: never more digits than the interval allows.
func TestNumbers(t *testing.T) {
	none := math.NaN()
	for _, c := range []struct{ what, got, want string }{
		{"two digits of the half", estimate(1.01583, 0.00238), "1.0158 ± 0.0024"},
		{"above ten", estimate(3089.86, 775.8), "3,090 ± 780"},
		{"a half below its own rounding", estimate(12.3456, 0.0999), "12.346 ± 0.100"},
		{"below zero", estimate(-1_027_800, 317_456), "-1,030,000 ± 320,000"},
		{"no spread", estimate(20, 0), "20"},
		{"no spread but rounding", estimate(42.92516361, 5e-15), "42.93"},
		{"no interval", estimate(0.40734542, none), "0.4073"},
		{"an end unknown, the other near", between(0.8018646037, [2]results.Cell{results.Null(), results.Float(0.8018646496)}, 100), "80.186460 [?, 80.186465]"},
		{"an end unknown, the other far", between(980, [2]results.Cell{results.Float(-160), results.Null()}, 1), "980 [-160, ?]"},
		{"an end unknown, the other there", between(20, [2]results.Cell{results.Float(20), results.Null()}, 1), "20 [20, ?]"},
		{"a probability", withEnds(0, 0, 48.99), "0 [0, 49]"},
		{"whole", exact(12_871_089), "12,871,089"},
		{"zeros behind the point", exact(30.50002), "30.5"},
		{"large with a fraction", exact(69_732.19), "69,732"},
		{"no negative zero", fixed(-0.0001, 2), "0.00"},
		{"a rate", roughly(1_234), "1,200"},
		{"a slow rate", roughly(0.123), "0.12"},
		{"a fast rate", roughly(4.12e10), "41 billion"},
		{"a faster rate", roughly(1.24e11), "120 billion"},
		{"no rate", roughly(0), "0"},
		{"a ratio that was drawn", asWritten("13.74999999%"), "13.75%"},
		{"a duration that was drawn", asWritten("17636.326148039s"), "4.899h"}, // before, in full
		{"a short one", asWritten("83.326148039s"), "1.389m"},
		{"text", asWritten("ledn-2026-1"), "ledn-2026-1"},
		{"one", count(1, "run"), "1 run"},
		{"many", count(1_000, "run"), "1,000 runs"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
}
