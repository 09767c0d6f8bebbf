package main

import (
	"math"
	"strings"
	"testing"
	"time"

	"firesale/experiments/oracle"
)

// TestVerdict prints a suite that passes one case and misses in another, and asks for its exit.
func TestVerdict(t *testing.T) {
	rows := []oracle.Row{
		{Case: "V8", Quantity: "near", Expected: "1", Got: "1.01", Tolerance: "± 0.02", Off: 0.5, Pass: true},
		{Case: "V8", Quantity: "nearer", Expected: "1", Got: "1.018", Tolerance: "± 0.02", Off: 0.9, Pass: true},
		{Case: "V8", Quantity: "a count", Expected: "3", Got: "3", Tolerance: "exact", Off: math.NaN(), Pass: true},
		{Case: "V9", Quantity: "left out", Off: math.NaN(), Skipped: true, Reason: "no file"},
		{Case: "V9", Quantity: "not a number", Expected: "1", Got: "NaN", Tolerance: "± 0.02", Off: math.NaN()},
	}
	for _, c := range []struct {
		layout
		want []string
	}{
		{layout{byCase: true}, []string{"\nV8              3      3       0    0.90 pass  when selling", "   nearer: 1, got 1.018, ± 0.02\n", "\nV9              2      0       1   exact FAIL  optimal",
			"\nV9 left out: skipped: no file\n", "\nV9 not a number: want 1 ± 0.02, got NaN\n", "\n3 passed, 1 failed, 1 skipped, in 0 s\n"}},
		{layout{byCase: true, markdown: true}, []string{"| V8 | when selling raises the LTV of what is left<br>*nearer: 1, got 1.018, ± 0.02* | 3 | 3 | 0 | 0.90 | pass |\n", "| 2 | 0 | 1 | exact | FAIL |\n"}},
		{layout{}, []string{"case  quantity", "\nV8    nearer ", " pass\n", " skipped: no file\n", " FAIL\n"}},
		{layout{markdown: true}, []string{"|---|---|---|---|---|---|\n", "| V8 | a count | 3 | 3 | exact | pass |\n"}},
	} {
		var out strings.Builder
		v := &verdict{out: &out, layout: c.layout}
		for _, r := range rows {
			v.add(r)
		}
		if err := v.conclude(time.Now()); err == nil {
			t.Errorf("%+v: a miss ends without an error", c.layout)
		}
		for _, want := range c.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%+v: %q is not in\n%s", c.layout, want, out.String())
			}
		}
	}
}
