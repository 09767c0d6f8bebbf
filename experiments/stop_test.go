package experiments

import (
	"context"
	"crypto/sha256"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firesale/experiments/results"
)

// stopping is a study of a calm and a wild point, of which the calm one is known sooner.
var stopping = strings.Replace(twice, `"market.volume_btc_day" = [1000.0, 2000.0]`, `"price.volatility" = ["20%", "200%"]`, 1) + `
[run.stop]
metric = "drawdown"
half_width = 0.03
max = 24
`

func runIn(t *testing.T, ctx context.Context, text, dir string, workers int, progress Progress) (Outcome, error) {
	t.Helper()
	s, err := LoadStudy(writeStudy(t, text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s.Run(ctx, dir, workers, progress)
}

func sumsOf(t *testing.T, dir string) map[string][sha256.Size]byte {
	t.Helper()
	sums := map[string][sha256.Size]byte{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		sums[e.Name()] = sha256.Sum256(text)
	}
	return sums
}

func quiet(int64, int64) {}

func TestAPointStopsAtTheEndOfABatch(t *testing.T) {
	out, err := runIn(t, context.Background(), stopping, t.TempDir(), 1, quiet)
	if err != nil {
		t.Fatal(err)
	}
	table, err := results.Read(out.Dir, "summary")
	if err != nil {
		t.Fatal(err)
	}
	runs, _ := table.Ints("runs")
	lo, _ := table.Floats("drawdown.lo")
	hi, _ := table.Floats("drawdown.hi")
	if len(runs) != 2 || runs[0] >= runs[1] || runs[0]%4 != 0 || runs[1]%4 != 0 {
		t.Fatalf("runs %v", runs)
	}
	for i := range runs {
		if half := (hi[i] - lo[i]) / 2; runs[i] < 24 && half > 0.03 {
			t.Errorf("point %d stopped after %d runs at ± %g", i, runs[i], half)
		}
	}
	if out.Ran != runs[0]+runs[1] || out.Failed != 0 {
		t.Errorf("%+v for runs %v", out, runs)
	}
}

func TestStoppingIsTheSameHoweverItIsRun(t *testing.T) {
	out, err := runIn(t, context.Background(), stopping, t.TempDir(), 1, quiet)
	if err != nil {
		t.Fatal(err)
	}
	want := sumsOf(t, out.Dir)
	if out, err = runIn(t, context.Background(), stopping, t.TempDir(), 3, quiet); err != nil || !maps.Equal(want, sumsOf(t, out.Dir)) {
		t.Errorf("three workers give other bytes (%v)", err)
	}
	dir := t.TempDir()
	for kills := int64(1); kills < 100; kills++ { // killed after nine runs, again and again
		ctx, kill := context.WithCancel(context.Background())
		ran := int64(0)
		out, err = runIn(t, ctx, stopping, dir, 1, func(int64, int64) {
			if ran++; ran == 9 {
				kill()
			}
		})
		kill()
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	if err != nil || !maps.Equal(want, sumsOf(t, out.Dir)) {
		t.Errorf("killed again and again, it ends in other bytes (%v)", err)
	}
}

func TestStopRefuses(t *testing.T) {
	for old, c := range map[string]struct{ text, want string }{
		`"drawdown"`: {`"drawdwon"`, "run.stop.metric = \"drawdwon\": want a metric of this study: did you mean drawdown?"},
		"max = 24":   {"max = 3", "run.stop.max = 3: want at least run.replications (4), which is one batch"},
		"0.03":       {"0.0", "run.stop.half_width = 0.0: want above 0 (of the metric)"},
	} {
		_, err := LoadStudy(writeStudy(t, strings.Replace(stopping, old, c.text, 1)), Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.text, err, c.want)
		}
	}
}
