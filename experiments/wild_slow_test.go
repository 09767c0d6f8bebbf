//go:build slow

package experiments_test

import "testing"

// TestWilder is TestWild over so many studies that every kind meets every other.
func TestWilder(t *testing.T) { wildStudies(t, 6, 50) }
