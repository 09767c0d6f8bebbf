package plots

import "testing"

func Example_amplification() {
	show("amplification", 3)
	// Output:
	// figures/amplification.svg figures/amplification.pdf figures/amplification.png figures/amplification.csv
	// series | lender.ledn.copies | value | low | high
	// 5–95% of runs | 1 | 1.0151 | 1 | 1.0239
	// 5–95% of runs | 10 | 1.1785 | 1 | 1.3014
}

// TestTurn: the address with the longer lines lies across, unless there would be too many of them or they have no order.
func TestTurn(t *testing.T) {
	few, many := []string{"-5%", "-10%"}, []string{"1", "2", "3", "4", "5", "6", "7", "8"}
	for _, c := range []struct {
		name          string
		first, second varied
		want          string
	}{
		{"lines of two points", varied{name: "shock", words: few}, varied{name: "depth", words: many[:3]}, "depth"},
		{"as written", varied{name: "depth", words: many[:3]}, varied{name: "shock", words: few}, "depth"},
		{"too many lines", varied{name: "copies", words: many[:4]}, varied{name: "depth", words: many}, "depth"},
		{"words have no order", varied{name: "shock", words: few}, varied{name: "kind", words: many[:3], ranked: true}, "shock"},
		{"words on words", varied{name: "venue", words: few, ranked: true}, varied{name: "kind", words: many[:7], ranked: true}, "kind"},
	} {
		e := &estimates{axes: []varied{c.first, c.second}}
		if e.turn(); e.axes[0].name != c.want {
			t.Errorf("%s: %s lies across, want %s", c.name, e.axes[0].name, c.want)
		}
	}
}
