package agents

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"firesale/market/unit"
)

// A fall sells what the profile says of it, once: however it is cut into steps, and up to what fades in between.
func TestProfileSellsEachFallOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &LeverageProfile{OpenInterest: 270_000, Scale: 0.63, Reach: 0.25}
		g := NewLeverage("perps", p, Clock{}) // instant: nothing fades
		g.Reset(11)
		deepest, mid := 0.0, 11.0
		for step := range rapid.IntRange(1, 30).Draw(t, "steps") {
			mid += rapid.Float64Range(-0.05, 0.04).Draw(t, "move")
			if deeper := g.Pass(step, mid); deeper != (g.fall > g.deepest) {
				t.Fatal("a deeper fall is not noticed")
			}
			g.Act(nil, 0)
			g.Settle(mid)
			deepest = math.Max(deepest, g.fall)
		}
		if want := p.Sold(deepest); math.Abs(g.Sold.Float()-want) > 0.5001e-8 { // half a satoshi in all
			t.Fatalf("a fall of %g sold %s, want %g", deepest, g.Sold, want)
		}
	})
}

// The published night: a fall of 13% liquidates about 18.6% of open interest, and the density at the high is OI over ℓ.
func TestProfilePublished(t *testing.T) {
	p := &LeverageProfile{OpenInterest: 270_000, Scale: 0.63, Reach: 1}
	if got := p.Sold(-math.Log(1-0.13)) / 270_000; math.Abs(got-0.198) > 0.02 { // "18.6% over 12 to 14%"
		t.Errorf("13%% liquidates %.3f of open interest", got)
	}
	g := NewLeverage("perps", p, Clock{})
	g.Reset(0)
	if got := g.Within(1e-6) / 1e-6; math.Abs(got-270_000/0.63) > 1 { // the profile bends by 1e-6 / (2·0.63) of it over the window
		t.Errorf("density %g, want %g", got, 270_000/0.63)
	}
}

// After a week at the low, half of the fall is forgotten, and half of it liquidates again.
func TestHighFades(t *testing.T) {
	clock := Clock{Step: unit.Hour}
	g := NewLeverage("perps", &LeverageProfile{OpenInterest: 1_000, Scale: 1, Reach: 1}, clock)
	g.Reset(0)
	for step := range 7 * 24 {
		g.Pass(step, -0.4)
		g.Act(nil, 0)
		g.Settle(-0.4)
	}
	// 1e-3: a week of hourly factors for one of a week
	if math.Abs(g.fall-0.2) > 1e-12 || math.Abs(g.deepest-0.4*math.Exp2(-1)) > 1e-3 {
		t.Errorf("fall %g, deepest %g: want 0.2 both", g.fall, g.deepest)
	}
}

// A table begins anew at midnight: two days of the same fall sell the same.
func TestTableIsDaily(t *testing.T) {
	g := NewLeverage("defi", (&DeFi{}).Table(), Clock{Step: unit.Hour})
	g.Reset(0)
	var days []unit.BTC
	for step := range 48 {
		before := g.Sold
		mid := math.Log1p(-0.06*float64(step%24+1)/24) * 1
		if step >= 24 {
			mid += math.Log1p(-0.06)
		}
		g.Pass(step, mid)
		g.Act(nil, 0)
		g.Settle(mid)
		if step%24 == 0 {
			days = append(days, 0)
		}
		days[len(days)-1] += g.Sold - before
	}
	for i, sold := range days {
		if math.Abs(sold.Float()-19) > 24e-8 {
			t.Errorf("day %d, 6%% below its open, sold %s: want 19", i, sold)
		}
	}
}

func TestReadFallTable(t *testing.T) {
	table, err := ReadFallTable(strings.NewReader("\ufefffall, btc\r\n0.02, 10\r\n0.10,50\r\n"), "f.csv") // as a spreadsheet writes it
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ share, want float64 }{{0, 0}, {0.01, 5}, {0.02, 10}, {0.06, 30}, {0.1, 50}, {0.5, 50}} {
		if got := table.Sold(-math.Log1p(-c.share)); math.Abs(got-c.want) > 1e-9 { // BTC; log and back
			t.Errorf("%g below the open: %g BTC, want %g", c.share, got, c.want)
		}
	}
	const number, order = "a fall between 0 and 1, and BTC of at least 0 and at most 1000000000", "falls that rise from row to row, and BTC that never fall"
	for _, c := range []struct{ text, want string }{
		{"", `f.csv:1: "": want a header fall,btc and at least one row`},
		{"a,b\n1,2\n", `f.csv:1: "a,b": want a header fall,btc and at least one row`},
		{"fall,btc\n", "f.csv:1: want at least one row below the header"},
		{"fall,btc\n2,1\n", "f.csv:2: 2,1: want " + number},
		{"fall,btc\n0.1,2\n0.1,3\n", "f.csv:3: 0.1,3: want " + order},
		{"fall,btc\n0.1,2\n0.2,1\n", "f.csv:3: 0.2,1: want " + order},
		{"fall,btc\n0.1,1e300\n", "f.csv:2: 0.1,1e300: want " + number},
		{"fall,btc\n0.1,nan\n", "f.csv:2: 0.1,nan: want " + number},
		{"fall,btc\n0.1\n", "f.csv:2: wrong number of fields"},
		{"fall,btc\n1%,1\n\n0.1,2\ntotal,3\n", "f.csv:2: 1%,1: want " + number + "\nf.csv:5: total,3: want " + number},
	} {
		if _, err := ReadFallTable(strings.NewReader(c.text), "f.csv"); err == nil || err.Error() != c.want {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
}
