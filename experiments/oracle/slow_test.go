//go:build slow

package oracle

import "testing"

// TestCasesInFull runs the suite with the replications that its tolerances are meant for.
func TestCasesInFull(t *testing.T) {
	for _, c := range Cases {
		t.Run(c.Name, func(t *testing.T) { pass(t, c.Name, Effort{}) })
	}
}
