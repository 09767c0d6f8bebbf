package results_test

import (
	"errors"
	"testing"

	"firesale/experiments/results"
)

// A folder has one writer at a time, and leaves nothing behind in it.
func TestClaim(t *testing.T) {
	dir := t.TempDir()
	release, err := results.Claim(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := results.Claim(dir); !errors.Is(err, results.ErrClaimed) {
		t.Errorf("claimed twice: %v", err)
	}
	release()
	release, err = results.Claim(dir)
	if err != nil {
		t.Errorf("released, and still claimed: %v", err)
	}
	release()
}
