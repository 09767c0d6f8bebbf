//go:build slow

package experiments_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"firesale/experiments"
	"firesale/experiments/results"
)

// TestEndsSlow sets every number of a study made by chance to the ends of its range, and far out where it has none. It is
// refused with words, or every run of it ends, with numbers or with a reason; nothing panics, hangs or breaks an audit.
func TestEndsSlow(t *testing.T) {
	tried := map[string]bool{}
	for seed := range 60 {
		text := strings.Replace(wildStudy(rand.New(rand.NewPCG(uint64(seed), 5)), seed), "replications = 6", "replications = 1", 1)
		text = strings.Replace(text, "[0, 1, 3]", "[1]", 1)
		dir := t.TempDir()
		for name, data := range wildFiles() {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		path := filepath.Join(dir, "study.toml")
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		study, err := experiments.LoadStudy(path, experiments.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range experiments.Settings(study.Spec) {
			if s.Key == "" || s.Range.Text == "" || s.Type.Kind() == reflect.Slice || tooMany(s.Address()) {
				continue
			}
			for _, x := range ends(s.Range) {
				address := strings.ReplaceAll(strings.ReplaceAll(s.Address(), "lender.l1", "lender.l0"), "lender.l2", "lender.l0")
				what := fmt.Sprint(address, kindsBeside(study, s), x)
				if tried[what] {
					continue
				}
				tried[what] = true
				tryAt(t, path, seed, s.Address(), fmt.Sprintf("%#v", s.Field.Raw(x)))
			}
		}
	}
	t.Logf("%d values", len(tried))
}

// tooMany tells what only makes a study long.
func tooMany(address string) bool {
	switch address {
	case "run.replications", "record.paths", "run.seed", "clock.horizon", "clock.step":
		return true
	}
	return strings.HasSuffix(address, ".copies") || strings.HasSuffix(address, ".loans") || strings.HasSuffix(address, ".borrowers") || strings.HasPrefix(address, "market.flow") || address == "market.book.warm_up"
}

func ends(r experiments.Interval) []float64 {
	lo, hi := r.Lo, r.Hi
	if math.IsInf(lo, 0) {
		lo = -1e6
	}
	if math.IsInf(hi, 0) {
		hi = 1e6
	}
	if r.OpenLo {
		lo += 1e-6 * (hi - lo)
	}
	if r.OpenHi {
		hi -= 1e-6 * (hi - lo)
	}
	return []float64{lo, hi}
}

// kindsBeside is the kind of the table that a setting is in.
func kindsBeside(study *experiments.Study, s experiments.Setting) string {
	for _, other := range experiments.Settings(study.Spec) {
		if other.Key == "kind" && len(other.Path) == len(s.Path) && strings.HasPrefix(s.Address(), strings.TrimSuffix(other.Address(), "kind")) {
			return other.Text
		}
	}
	return ""
}

func tryAt(t *testing.T, path string, seed int, address, value string) {
	defer func() {
		if broken := recover(); broken != nil {
			t.Errorf("seed %d, %s = %s: panic: %v", seed, address, value, broken)
		}
	}()
	study, err := experiments.LoadStudy(path, experiments.Options{Sets: []string{address + "=" + value}})
	if err != nil {
		if !strings.Contains(err.Error(), "want") {
			t.Errorf("seed %d, %s = %s: %v", seed, address, value, err)
		}
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	into := t.TempDir()
	out, err := study.Run(ctx, into, 2, func(_, _ int64) {})
	if err != nil {
		t.Errorf("seed %d, %s = %s: %v", seed, address, value, err)
		return
	}
	runs, err := results.Read(out.Dir, "runs", "status", "reason")
	if err != nil {
		t.Errorf("seed %d, %s = %s: %v", seed, address, value, err)
		return
	}
	for i, status := range runs.Texts("status") {
		if reason := runs.Texts("reason")[i]; status == "audit" || strings.Contains(reason, "runtime error") {
			t.Errorf("seed %d, %s = %s: %s", seed, address, value, reason)
			return
		}
	}
	os.RemoveAll(into)
}
