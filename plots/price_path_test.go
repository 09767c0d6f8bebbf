package plots

import (
	"strings"
	"testing"
)

func Example_pricePath() {
	show("price-path", 3)
	// Output:
	// figures/price-path.svg figures/price-path.pdf figures/price-path.png figures/price-path.csv
	// series | time_h | value | low | high
	// price without feedback (the twin) | 4 | 87350 |  |
	// price without feedback (the twin) | 8 | 89192 |  |
}

// TestBands: the note explains bands where there are any, and whose they are where new loans come in.
func TestBands(t *testing.T) {
	dir := t.TempDir()
	bare, banded := newPanel("", ""), newPanel("", "")
	banded.key = []entry{{words: "liquidation prices", fill: vermillion}}
	s := source{dir}
	if got := s.bands(bare); got != "" {
		t.Errorf("without loans the note says %q", got)
	}
	if got := s.bands(banded); !strings.Contains(got, "half of the loans' principal") {
		t.Errorf("with loans the note says %q", got)
	}
	table(dir, "loop", []string{"point:i", "time_h:f"}, [][]any{{0, 24.}})
	if got := s.bands(banded); !strings.Contains(got, "half of the first loans' principal") {
		t.Errorf("with new loans the note says %q", got)
	}
}
