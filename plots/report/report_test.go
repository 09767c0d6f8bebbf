package report

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firesale/experiments/results"
)

const config = `title = "Who is \"first\"?"  # the question, in one line

[run]
seed = 3  # all randomness follows from it [1]; changed here (preset 1, assumed)

[market.impact]
kind = "linear"   # the log price falls by sold / depth (none | linear)
depth = 250000.0  # BTC that lower the log price by 1 [BTC]; assumed
# window          # absent = none [h]; absent
cost = "0%"       # a share of its proceeds; assumed; apx: published, help pages
note = "a  # b"   # a blank, a mark and quotes; published: a paper; read twice
`

func TestParameters(t *testing.T) {
	groups := parameters(config)
	if got := titleOf(groups); got != `Who is "first"?` {
		t.Errorf("the title is %q", got)
	}
	found := map[string]parameter{}
	for _, g := range groups {
		for _, p := range g.Parameters {
			found[p.Address] = p
		}
	}
	for address, want := range map[string]parameter{
		"run.seed":             {Value: "3", Mark: "study", Source: "changed here (preset 1, assumed)"},
		"market.impact.kind":   {Value: `"linear"`},
		"market.impact.depth":  {Value: "250000.0", Mark: "assumed", Source: "assumed"},
		"market.impact.window": {Absent: true, Source: "absent"},
		"market.impact.cost":   {Value: `"0%"`, Mark: "assumed", Source: "assumed; apx: published, help pages"},
		"market.impact.note":   {Value: `"a  # b"`, Mark: "published", Source: "published: a paper; read twice"},
	} {
		p := found[address]
		if p.Value != want.Value || p.Mark != want.Mark || p.Source != want.Source || p.Absent != want.Absent {
			t.Errorf("%s is %+v, want %+v", address, p, want)
		}
	}
	if n := tallies(groups); len(n) != 3 || n[2] != (tally{"assumed", 2}) {
		t.Errorf("the marks are %v, want one of the study, one published, two assumed", n)
	}
}

// folder writes a result of some points and two runs.
func folder(t *testing.T, points int) string {
	t.Helper()
	dir := t.TempDir()
	summary := results.NewTable("summary", []results.Column{{Name: "point", Kind: results.Ints}, {Name: "lender.x.copies", Kind: results.Ints},
		{Name: "runs", Kind: results.Ints}, {Name: "drawdown.mean", Unit: "1"}, {Name: "drawdown.lo"}, {Name: "drawdown.hi"}, {Name: "waves.mean"}})
	for i := range points {
		summary.Append([]results.Cell{results.Int(int64(i)), results.Int(int64(i + 1)), results.Int(2),
			results.Float(0.2109), results.Float(0.1828), results.Float(0.2390), results.Null()})
	}
	runs := results.NewTable("runs", []results.Column{{Name: "point", Kind: results.Ints}, {Name: "replication", Kind: results.Ints}, {Name: "status", Kind: results.Texts}})
	runs.Append([]results.Cell{results.Int(0), results.Int(0), results.Text("ok")})
	runs.Append([]results.Cell{results.Int(0), results.Int(1), results.Text("failed")})
	m := results.Manifest{Study: "x", Config: config, ConfigHash: results.Hash(config), Version: "1", Seed: 3, Cells: 2, Notes: []string{"a <b> note"}}
	for _, table := range []*results.Table{summary, runs} {
		if err := table.Write(dir); err != nil {
			t.Fatal(err)
		}
		f, err := results.FileOf(dir, table.Name()+".parquet")
		if err != nil {
			t.Fatal(err)
		}
		m.Files = append(m.Files, f)
	}
	if err := m.Write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestWrite(t *testing.T) {
	for _, c := range []struct {
		points int
		want   []string
	}{
		{2, []string{"<h1>Who is &#34;first&#34;?</h1>", "0.211 ± 0.028", "95% interval: 0.1828 to 0.239", "1 of 2 runs failed", "a &lt;b&gt; note",
			"A column a point", "nothing to draw: ", `<span class="mark assumed">assumed</span> 2`, "runs.parquet"}},
		{12, []string{"A row a point", "0.211 ± 0.028"}},
		{0, []string{"No run of this study has a number"}},
	} {
		dir := folder(t, c.points)
		var pages [2]bytes.Buffer
		for i := range pages {
			if err := Write(&pages[i], dir, []string{"ltv"}); err != nil {
				t.Fatal(err)
			}
		}
		page := pages[0].String()
		if page != pages[1].String() {
			t.Errorf("%d points: two pages of one folder differ", c.points)
		}
		for _, want := range c.want {
			if !strings.Contains(page, want) {
				t.Errorf("%d points: the page lacks %q", c.points, want)
			}
		}
		for _, bad := range []string{"src=", "<link", "@import", "url(", "<script", "<?xml", "ZgotmplZ"} {
			if strings.Contains(page, bad) {
				t.Errorf("%d points: %q in a page that needs nothing else", c.points, bad)
			}
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	dir := folder(t, 1)
	if err := os.WriteFile(filepath.Join(dir, "runs.parquet"), []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := Write(&bytes.Buffer{}, dir, nil); err == nil || !strings.Contains(err.Error(), "runs.parquet: truncated") {
		t.Errorf("a truncated table: %v", err)
	}
}
