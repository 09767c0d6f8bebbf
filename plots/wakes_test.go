package plots

import (
	"strings"
	"testing"
)

// TestBands: the note explains bands where there are any, and whose they are where new loans come in.
func TestBands(t *testing.T) {
	dir := t.TempDir()
	bare, banded := newPanel("", ""), newPanel("", "")
	banded.key = []entry{{words: "liquidation prices", fill: vermillion}}
	s := source{dir}
	if got := s.bands(bare, 0); got != "" {
		t.Errorf("without loans the note says %q", got)
	}
	if got := s.bands(banded, 0); !strings.Contains(got, "half of the loans' principal") {
		t.Errorf("with loans the note says %q", got)
	}
	table(dir, "loop", []string{"point:i", "time_h:f"}, [][]any{{0, 24.}})
	if got := s.bands(banded, 0); !strings.Contains(got, "half of the first loans' principal") {
		t.Errorf("with new loans the note says %q", got)
	}
}

// TestLoansOfAnotherPoint: a figure marks no wake prices of loans or terms that its point does not have. Before, the thresholds
// of the first point stood in the pictures of all.
func TestLoansOfAnotherPoint(t *testing.T) {
	for address, want := range map[string][3]bool{
		"lender.x.terms.liquidation_ltv": {true, false, true},
		"lender.x.pool.ltv_sd":           {true, false, true},
		"price.start":                    {true, false, true},
		"lender.x.copies":                {true, true, true},
	} {
		dir := t.TempDir()
		table(dir, "summary", []string{"point:i", address + ":f", "runs:i"}, [][]any{{0, 0.8, 9}, {1, 0.9, 9}, {2, 0.8, 9}})
		for point, tells := range want {
			s, panel := source{dir}, newPanel("", "")
			if got := s.tellsLoansOf(point); got != tells {
				t.Errorf("%s, point %d: %v, want %v", address, point, got, tells)
			}
			if note := s.bands(panel, point); strings.Contains(note, "another point") == tells {
				t.Errorf("%s, point %d: the note says %q", address, point, note)
			}
			if note := s.mark(panel, &figure{data: newSheet("ltv", "ltv", "")}, point); strings.Contains(note, "another point") == tells {
				t.Errorf("%s, point %d: the note of ltv says %q", address, point, note)
			}
		}
	}
}
