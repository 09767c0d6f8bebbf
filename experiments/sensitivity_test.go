package experiments

import (
	"context"
	"math"
	"strings"
	"testing"

	"firesale/experiments/design"
	"firesale/experiments/results"
	"firesale/experiments/stats"
)

// shocks is a study whose drawdown is the shock and nothing else, since sales move nothing.
const shocks = `
[run]
replications = 1
[clock]
mode = "instant"
[price]
kind = "shock"
start = 100000.0
shock = "-5%"
[market.impact]
kind = "none"
[lender.ladder.terms]
liquidation = "close-out"
[lender.ladder.pool]
kind = "tape"
file = "shipped:ladder.csv"
[design]
kind = "morris"
points = 6
vary."price.shock" = { low = "-30%", high = "-10%" }
vary."lender.ladder.terms.cost" = { low = "0%", high = "1%" }
`

// analysed runs a study and gives the table by "metric index input with": estimate, whether it is told from 0, or why
// there is none.
func analysed(t *testing.T, text string) (s *Study, dir string, found map[string]estimated) {
	t.Helper()
	s, err := LoadStudy(writeStudy(t, text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.Run(context.Background(), t.TempDir(), 2, quiet)
	if err != nil {
		t.Fatal(err)
	}
	table, err := results.Read(out.Dir, sensitivityTable)
	if err != nil {
		t.Fatal(err)
	}
	found = map[string]estimated{}
	for i := range table.Len() {
		row := table.Row(i, make([]results.Cell, len(table.Columns())))
		var key []string
		for _, c := range row[:4] {
			if word, ok := c.Text(); ok {
				key = append(key, word)
			}
		}
		var e estimated
		e.value, _ = row[4].Float()
		e.leftOut, _ = row[8].Int()
		e.apart, _ = row[9].Text()
		e.reason, _ = row[10].Text()
		found[strings.Join(key, " ")] = e
	}
	return s, out.Dir, found
}

type estimated struct {
	value         float64
	leftOut       int64
	apart, reason string
}

func TestMorrisOfALine(t *testing.T) {
	_, _, found := analysed(t, shocks)
	for key, want := range map[string]estimated{
		"drawdown mu_star price.shock":              {0.2, 0, "yes", ""},
		"drawdown mu price.shock":                   {-0.2, 0, "yes", ""},
		"drawdown sigma price.shock":                {0, 0, "", ""},
		"drawdown mu_star lender.ladder.terms.cost": {0, 0, "no", ""},
		"amplification mu_star":                     {0, 0, "", "the output never changes: there is no variance to share"},
	} {
		got, ok := found[key]
		if !ok || math.Abs(got.value-want.value) > 1e-12 || want.apart != "" && got.apart != want.apart || got.reason != want.reason {
			t.Errorf("%s: %+v, want %+v", key, got, want)
		}
	}
}

// TestIndicesAreThoseOfTheMeans compares the table with indices of the summary's own column.
func TestIndicesAreThoseOfTheMeans(t *testing.T) {
	s, dir, found := analysed(t, strings.NewReplacer(`"morris"`, `"saltelli"`, "points = 6", "points = 16",
		`kind = "none"`, "kind = \"exponential\"\ndepth = 4000.0").Replace(shocks))
	summary, err := results.Read(dir, "summary")
	if err != nil {
		t.Fatal(err)
	}
	y, _ := summary.Floats("drawdown.mean")
	if len(y) != 16*6 || len(s.cube) != len(y) {
		t.Fatalf("%d points of %d", len(y), len(s.cube))
	}
	want, err := stats.Sobol(y, 2, true, (&analysis{study: s, metric: "drawdown"}).boot(10))
	if err != nil {
		t.Fatal(err)
	}
	for key, x := range map[string]float64{
		"drawdown S1 price.shock": want.First[0].Mean, "drawdown ST price.shock": want.Total[0].Mean,
		"drawdown S1 lender.ladder.terms.cost":             want.First[1].Mean,
		"drawdown S2 price.shock lender.ladder.terms.cost": want.Second[0][1].Mean,
	} {
		if got, ok := found[key]; !ok || got.value != x {
			t.Errorf("%s: %+v, want %g", key, got, x)
		}
	}
}

// Shocks from 0 to 5% sell nothing in some points: those have no LTV at sale.
func TestPointsWithoutAValueAreLeftOutOpenly(t *testing.T) {
	few := strings.NewReplacer(`"morris"`, `"sobol"`, "points = 6", "points = 64", `"-30%", high = "-10%"`, `"-5%", high = "-1%"`).Replace(shocks)
	_, _, found := analysed(t, few)
	if got := found["ltv_at_sale_max pawn price.shock"]; got.leftOut == 0 || got.value == 0 {
		t.Errorf("%+v", got)
	}
	none := strings.Replace(few, `"-5%", high = "-1%"`, `"-2%", high = "-1.5%"`, 1)
	_, _, found = analysed(t, none)
	if got := found["ltv_at_sale_max pawn"]; got.leftOut == 0 || !strings.Contains(got.reason, "have no run in which it exists") {
		t.Errorf("%+v", got)
	}
}

func TestAGroupIsOneInput(t *testing.T) {
	s, err := LoadStudy(writeStudy(t, strings.NewReplacer(`"-10%" }`, `"-10%", group = "g" }`, `"1%" }`, `"1%", group = "g" }`).Replace(shocks)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	names, cube := s.inputs()
	if len(names) != 1 || names[0] != "g" || len(cube[0]) != 1 || len(s.Points) != 6*2 {
		t.Errorf("inputs %v, %d points", names, len(s.Points))
	}
	for i, p := range s.Points {
		want := []any{s.Axes[0].at(cube[i][0]), s.Axes[1].at(cube[i][0])}
		if p.Values[0] != want[0] || p.Values[1] != want[1] {
			t.Errorf("point %d: %v, want %v", i, p.Values, want)
		}
	}
	if _, ok := s.Spec.Design.Params.(*design.Morris); !ok {
		t.Errorf("%T", s.Spec.Design.Params)
	}
}

// A share of the variance is told from 0 by an interval above it: one below 0 is noise, one as wide as 1 says nothing.
func TestSharesAreToldFromNothing(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		want   string
	}{
		{0.1, 0.3, "yes"}, {-0.1, 0.3, "no"}, {-0.018, -0.0001, "no"}, {0.2, 1.3, "no"},
	} {
		if got := shareApart(stats.Interval{Mean: (c.lo + c.hi) / 2, Lo: c.lo, Hi: c.hi, N: 16}); got != c.want {
			t.Errorf("[%g, %g]: %s, want %s", c.lo, c.hi, got, c.want)
		}
	}
}
