package oracle

import (
	"context"
	"testing"
)

// quick is the effort of the normal tests: Monte-Carlo rows still allow 4 standard errors, of a smaller sample.
var quick = Effort{Replications: 2_000}

// TestCases runs the suite as the command does.
func TestCases(t *testing.T) {
	for _, c := range Cases {
		t.Run(c.Name, func(t *testing.T) {
			rows := 0
			err := Run(context.Background(), []string{c.Name}, quick, func(r Row) {
				rows++
				t.Logf("%-55s expected %s, got %s, %s %s", r.Quantity, r.Expected, r.Got, r.Tolerance, r.Reason)
				if !r.Pass && !r.Skipped {
					t.Errorf("%s: %s: expected %s, got %s, tolerance %s %s", r.Case, r.Quantity, r.Expected, r.Got, r.Tolerance, r.Reason)
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			if rows == 0 {
				t.Error("no row: the case judges nothing")
			}
		})
	}
}
