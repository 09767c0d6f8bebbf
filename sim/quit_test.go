package sim

import (
	"errors"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestQuit stops a run at a time that rapid draws: the runner says so, and knows nothing of it in the next run.
func TestQuit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		d.world.Steps *= 4 // more than a block of steps, so that it is asked more than once
		w := d.build()
		r := runner(t, w)
		want := played(t, runner(t, w), Scenario{})
		asks := rapid.IntRange(1, 4).Draw(t, "asks")
		run, err := r.Play(3, Scenario{}, Keep{Quit: func() bool { asks--; return asks == 0 }})
		if stopped := asks <= 0; stopped != errors.Is(err, ErrQuit) || stopped != (run == nil) {
			t.Fatalf("asked to end: %v, and it said %v", stopped, err)
		}
		if diff := gocmp.Diff(want, played(t, r, Scenario{})); diff != "" {
			t.Errorf("never stopped (-) and after a stop (+):\n%s", diff)
		}
	})
}
