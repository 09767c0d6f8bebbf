package plots

import (
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// TestLongNamesStayInTheirPanel: before, an address that is longer than a figure was cut on the right, and the name of a long
// note ran over the title.
func TestLongNamesStayInTheirPanel(t *testing.T) {
	const name = "lender.the-first-international-bitcoin-lending-corporation.terms.liquidation_ltv"
	p := newPanel(name, name)
	for _, label := range []struct {
		words string
		most  vg.Length
	}{{p.below(vg.Points(200)), vg.Points(200)}, {beside(name), vg.Points(140)}} {
		if wide := writing(labelSize, ink).Width(label.words); wide > label.most {
			t.Errorf("label %q is %v wide, want at most %v", label.words, wide, label.most)
		}
	}
}

// TestInside: the label of an axis stays inside its panel. Before, that of the x axis of compare was cut on the right.
func TestInside(t *testing.T) {
	for _, c := range []struct{ middle, length, want vg.Length }{{50, 20, 50}, {95, 20, 90}, {5, 20, 10}} {
		if got := inside(c.middle, c.length, 0, 100); got != c.want {
			t.Errorf("a label %v long in the middle of %v is centred at %v, want %v", c.length, c.middle, got, c.want)
		}
	}
	p := newPanel("a label that is much longer than a narrow panel", "")
	for _, line := range strings.Split(p.below(vg.Points(60)), "\n") {
		if wide := writing(labelSize, ink).Width(line); wide > vg.Points(60) {
			t.Errorf("line %q is %v wide in a panel of 60", line, wide)
		}
	}
}
