//go:build slow

package experiments_test

import "testing"

// TestWilderSlow is TestWild over so many studies that every kind meets every other.
func TestWilderSlow(t *testing.T) { wildStudies(t, 6, 50) }
