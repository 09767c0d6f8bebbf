package oracle

import (
	"context"
	"strings"
	"testing"
)

// quick is the effort of the normal tests: Monte-Carlo rows still allow 4 standard errors, of a smaller sample.
var quick = Effort{Replications: 2_000}

// TestCases runs the suite as the command does.
func TestCases(t *testing.T) {
	for _, c := range Cases {
		t.Run(c.Name, func(t *testing.T) { pass(t, c.Name, quick) })
	}
}

// pass holds every row of a case.
func pass(t *testing.T, name string, effort Effort) {
	t.Helper()
	rows := 0
	err := Run(context.Background(), []string{name}, effort, func(r Row) {
		rows++
		t.Logf("%-60s %s | %s | %s %s", r.Quantity, r.Expected, r.Got, r.Tolerance, r.Reason)
		switch {
		case r.Case != name || r.Quantity == "":
			t.Errorf("a row without its case or quantity: %+v", r)
		case r.Skipped && (r.Pass || r.Reason == ""):
			t.Errorf("skipped, but passed or without a reason: %+v", r)
		case !r.Skipped && !r.Pass:
			t.Errorf("%s: expected %s, got %s, tolerance %s. %s", r.Quantity, r.Expected, r.Got, r.Tolerance, r.Reason)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if rows == 0 {
		t.Error("no row: the case judges nothing")
	}
}

func TestNames(t *testing.T) {
	var seen []string
	note := func(r Row) {
		if len(seen) == 0 || seen[len(seen)-1] != r.Case {
			seen = append(seen, r.Case)
		}
	}
	if err := Run(context.Background(), []string{"v8", "V4"}, quick, note); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(seen, " "); got != "V4 V8" {
		t.Errorf("ran %q, want the cases asked for in the order of the suite", got)
	}
	err := Run(context.Background(), []string{"V99"}, quick, note)
	if err == nil || !strings.Contains(err.Error(), `"V99": want one of V1, V2`) {
		t.Errorf("an unknown case: %v, want what there is", err)
	}
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Run(canceled, []string{"V3"}, quick, note); err == nil {
		t.Error("a canceled suite ends without an error")
	}
}

// TestMisses: a comparison that cannot miss is none.
func TestMisses(t *testing.T) {
	var rows []Row
	b := &bench{name: "X", report: func(r Row) { rows = append(rows, r) }}
	nan := 0.0
	nan /= nan
	b.within("off by too much", 1, 1.2, 0.1)
	b.within("not a number", 1, nan, 0.1)
	b.relative("off by too much", 100, 102, 0.01)
	b.relative("the wrong way", -100, 100, 0.01)
	b.estimate("five standard errors", 0, 5, 1)
	b.estimate("an error that is not a number", 0, 0, nan)
	b.share("too few", 0.5, 0, 100)
	same(b, "counts", 3, 4)
	for _, r := range rows {
		if r.Pass {
			t.Errorf("passed: %+v", r)
		}
	}
	if len(rows) != 8 {
		t.Errorf("%d rows, want 8", len(rows))
	}
}
