package plots

import (
	"strings"
	"testing"
)

func Example_trancheLoss() {
	show("tranche-loss", 3)
	// Output:
	// figures/tranche-loss.svg figures/tranche-loss.pdf figures/tranche-loss.png figures/tranche-loss.csv
	// series | loss_usd | value | low | high
	// all together | 23248 | 1 | 0.99808 | 1
	// all together | 24649 | 0.9995 | 0.99717 | 0.99991
}

// TestAttachments reads from runs where notes attach, also when a sum over lenders makes the senior lose in every
// run in which the junior does.
func TestAttachments(t *testing.T) {
	notes := []string{"A", "B", residual}
	for _, c := range []struct {
		name string
		runs [][]float64 // losses of A, B, residual
		want string
	}{
		{"each run deeper", [][]float64{{0, 0, 5}, {0, 3, 21.4}, {0, 28, 21.4}, {7, 28, 21.4}}, "B attaches $21.4 A attaches $49.4"},
		{"one deep run only", [][]float64{{7, 28, 21.4}}, "B attaches $21.4 A attaches $49.4"},
		{"never reached", [][]float64{{0, 0, 5}, {0, 0, 0}}, ""},
	} {
		l := &noteLosses{of: make([][]float64, len(notes))}
		for _, run := range c.runs {
			l.lose(run)
		}
		f := &figure{data: newSheet("tranche-loss", "loss_usd", "USD")}
		var words []string
		for _, p := range l.attachments(f, notes) {
			words = append(words, p.words)
		}
		if got := strings.Join(words, " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
