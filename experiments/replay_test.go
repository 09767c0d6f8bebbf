package experiments_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firesale/agents/credit"
	"firesale/experiments"
	"firesale/experiments/results"
	"firesale/market/unit"
)

// loaded reads a study, written into a folder of its own with the files it reads.
func loaded(t *testing.T, study string, files map[string]string) (*experiments.Study, error) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "study.toml")
	if err := os.WriteFile(path, []byte(study), 0o666); err != nil {
		t.Fatal(err)
	}
	return experiments.LoadStudy(path, experiments.Options{})
}

// ran runs a study and gives its tables by name.
func ran(t *testing.T, s *experiments.Study) func(table string) *results.Table {
	t.Helper()
	out, err := s.Run(context.Background(), t.TempDir(), 1, func(_, _ int64) {})
	if err != nil || out.Failed > 0 {
		t.Fatalf("%d failed: %v", out.Failed, err)
	}
	return func(table string) *results.Table {
		t.Helper()
		rows, err := results.Read(out.Dir, table)
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
}

// minutes is a price file, and what stands in it.
func minutes(n int) (text string, usd []float64) {
	var b strings.Builder
	b.WriteString("time,price\n")
	for i := range n {
		usd = append(usd, 87_508*math.Exp(0.2*math.Sin(float64(i)/700)+0.01*math.Sin(float64(i*i))))
		fmt.Fprintf(&b, "%d,%v\n", 1_760_000_000+60*i, usd[i])
	}
	return b.String(), usd
}

const replayed = `
[run]
replications = 1
[clock]
step = "1m"
horizon = "1d"
[price]
kind = "replay"
file = "btc.csv"
[market.impact]
kind = "%s"
[lender.x]
copies = %d
`

// TestReplayShowsTheFile: while nothing is sold the venue shows the file's prices bit for bit, and so does the mark; the
// exogenous price does so whatever is sold.
func TestReplayShowsTheFile(t *testing.T) {
	text, want := minutes(1_441)
	for _, c := range []struct {
		impact  string
		lenders int
		sells   bool
	}{{"none", 1, false}, {"linear", 0, false}, {"linear", 1, true}} {
		s, err := loaded(t, fmt.Sprintf(replayed, c.impact, c.lenders), map[string]string{"btc.csv": text})
		if err != nil {
			t.Fatal(err)
		}
		rows := ran(t, s)("paths")
		if rows.Len() != len(want) {
			t.Fatalf("%d rows, want %d", rows.Len(), len(want))
		}
		columns := []string{"price_usd", "price_exogenous_usd", "mark_usd"}
		if c.sells {
			columns = columns[1:2]
		}
		for _, column := range columns {
			got, _ := rows.Floats(column)
			for i := range got {
				if got[i] != want[i] {
					t.Fatalf("impact %s, %d lenders: %s after %d minutes is %v, the file has %v", c.impact, c.lenders, column, i, got[i], want[i])
				}
			}
		}
		if said := strings.Contains(strings.Join(s.Notes, "\n"), "forced sales"); said != (c.impact != "none") {
			t.Errorf("impact %s: notes %q", c.impact, s.Notes)
		}
	}
}

func TestReplayFaults(t *testing.T) {
	text, _ := minutes(1_441)
	rows := strings.SplitAfter(text, "\n")
	for _, c := range []struct{ name, text, want string }{
		{"broken rows, all at once", strings.Join(rows[:3], "") + "1760000180,-5\n1760000240,x\n" + strings.Join(rows[6:], ""),
			"price.file = \"btc.csv\": btc.csv:4: price = \"-5\": want a price from 0.01 to 1000000000 USD"},
		{"second broken row", strings.Join(rows[:3], "") + "1760000180,-5\n1760000240,x\n", `btc.csv:5: price = "x": want a price from 0.01 to 1000000000 USD`},
		{"a gap", strings.Join(rows[:100], "") + strings.Join(rows[110:], ""), "btc.csv:101: 11m without a price"},
		{"too short", strings.Join(rows[:1_000], ""), `clock.horizon = "1d": want at most`},
		{"no file", "", "price.file"},
	} {
		files := map[string]string{"btc.csv": c.text}
		if c.text == "" {
			files = nil
		}
		_, err := loaded(t, fmt.Sprintf(replayed, "none", 1), files)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// TestReplayIsOfItsFile: another file is another question, and points that share a file read it once.
func TestReplayIsOfItsFile(t *testing.T) {
	text, _ := minutes(1_441)
	study := fmt.Sprintf(replayed, "none", 0) + "[design]\nvary.\"run.seed\" = [1, 2]\n"
	var hashes [2]string
	for i, file := range []string{text, strings.Replace(text, "\n", "\n\n", 1)} {
		s, err := loaded(t, study, map[string]string{"btc.csv": file})
		if err != nil {
			t.Fatal(err)
		}
		hashes[i] = s.Hash()
		if s.Points[0].World.Price != s.Points[1].World.Price {
			t.Error("two points have two copies of one file")
		}
	}
	if hashes[0] == hashes[1] {
		t.Error("another file has the same hash")
	}
}

// TestVintage: where the file covers the year before the cutoff, loans were made over it, at half of the price then.
func TestVintage(t *testing.T) {
	var b strings.Builder
	b.WriteString("time,price\n")
	first := unit.DateOf(2024, 12, 31)
	for day := range unit.Date(500) {
		fmt.Fprintf(&b, "%v,%v\n", first+day, 87_508+20_000*math.Sin(float64(day-365)/60))
	}
	study := strings.Replace(fmt.Sprintf(replayed, "none", 1), `"1m"`, `"1d"`, 1) + "[lender.x.pool]\nvintage = %v\n"
	study = strings.Replace(study, `file = "btc.csv"`, "file = \"btc.csv\"\nfrom = 2025-12-31", 1)
	for _, on := range []bool{true, false} {
		s, err := loaded(t, fmt.Sprintf(study, on), map[string]string{"btc.csv": b.String()})
		if err != nil {
			t.Fatal(err)
		}
		pool := s.Points[0].World.Lenders[0].Charter.Index.Pool
		months := map[unit.Date]int{}
		for _, l := range pool.Loans {
			months[l.Originated]++
			if l.Matures != l.Originated.AddMonths(credit.TermMonths) {
				t.Fatalf("%+v: want a balloon after %d months", l, credit.TermMonths)
			}
		}
		if want := map[bool]int{true: 12, false: 1}[on]; len(months) != want {
			t.Errorf("vintage %v: loans of %d months, want %d", on, len(months), want)
		}
		if said := strings.Contains(strings.Join(s.Notes, "\n"), "made over that year"); said != on {
			t.Errorf("vintage %v: notes %q", on, s.Notes)
		}
		if sum := pool.Principal(); sum != 199_100_000*unit.Dollar {
			t.Errorf("vintage %v: principal %v", on, sum)
		}
	}
}
