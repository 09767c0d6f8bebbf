package plots

import (
	"testing"
	"time"

	"firesale/experiments/results"
)

func TestHistoryHasDates(t *testing.T) {
	for _, c := range []struct{ name, config, want string }{
		{"a replay", "[clock]\nstart = 2020-03-01  # midnight UTC\n[price]\nkind = \"replay\" # one of many\n", "2020-03-01"},
		{"an invented path", "[clock]\nstart = 2020-03-01\n[price]\nkind = \"gbm\"\n", ""},
		{"a kind of another table", "[clock]\nstart = 2020-03-01\n[price]\n[price.other]\nkind = \"replay\"\n", ""},
	} {
		dir := t.TempDir()
		m := results.Manifest{Study: "test", Config: c.config, ConfigHash: results.Hash(c.config)}
		if err := m.Write(dir); err != nil {
			t.Fatal(err)
		}
		start, ok := source{dir}.history()
		if got := start.Format(time.DateOnly); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s: %s, %v, want %q", c.name, got, ok, c.want)
		}
	}
}
