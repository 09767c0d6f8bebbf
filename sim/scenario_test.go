package sim

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firesale/sim/record"
)

// runner opens a world that rapid has drawn.
func runner(t *rapid.T, w *World) *Runner {
	r, err := NewRunner(w)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func played(t *rapid.T, r *Runner, c Scenario) *record.Run {
	run, err := r.Play(3, c, Keep{Path: true, Events: true})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// TestAbsentIsDeleted holds a lender that is absent to a world in which it never was, path, events and all; and the
// runner to knowing nothing of it in the next run.
func TestAbsentIsDeleted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		whole := runner(t, d.build())
		gone := rapid.IntRange(0, len(d.lenders)-1).Draw(t, "gone")
		name := d.lenders[gone].charter.Name
		before := played(t, whole, Scenario{})
		absent := played(t, whole, Scenario{Absent: []string{name}})
		again := played(t, whole, Scenario{})
		d.lenders = slices.Delete(d.lenders, gone, gone+1)
		deleted := played(t, runner(t, d.build()), Scenario{})
		if diff := gocmp.Diff(deleted, absent); diff != "" {
			t.Errorf("%s deleted (-) and absent (+):\n%s", name, diff)
		}
		if diff := gocmp.Diff(before, again); diff != "" {
			t.Errorf("before (-) and after (+) it was absent:\n%s", diff)
		}
	})
}

// TestSilentIsWithoutImpact holds a world in which nobody is heard to one without impact: all sell, and nothing moves.
func TestSilentIsWithoutImpact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		d.world.Liquidity = d.world.Liquidity.Calm() // depth and spread answer to the price, too, and a twin's do not
		w := d.build()
		var all []string
		for _, l := range d.lenders {
			all = append(all, l.charter.Name)
		}
		silent := played(t, runner(t, w.Without(Off{})), Scenario{Silent: all})
		calm := *w
		calm.Twin, calm.Impact = false, w.Impact
		mute, err := newSide(&calm, false)
		if err != nil {
			t.Fatal(err)
		}
		r := runner(t, &calm)
		for i, l := range mute.cast { // the market of a twin, the deals of the main side
			l.Trust = r.main.cast[i].Trust
		}
		r.main, r.sides = mute, []*side{mute}
		if diff := gocmp.Diff(played(t, r, Scenario{}).Lenders, silent.Lenders); diff != "" {
			t.Errorf("without impact (-) and unheard (+):\n%s", diff)
		}
	})
}

// TestStill holds a world whose price does not move by itself to its first price, if nobody sells or buys.
func TestStill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		for i := range d.lenders {
			d.lenders[i].behaviour = nil // who tops up buys
		}
		w := d.build()
		run := played(t, runner(t, w.Without(Off{Moves: true})), Scenario{})
		sold := false
		for i := range run.Lenders {
			sold = sold || run.Lenders[i].Sold > 0
		}
		if !sold && (run.LogMin != run.LogStart || run.LogFinal != run.LogStart) {
			t.Errorf("the price went from %v to %v, lowest %v", run.LogStart, run.LogFinal, run.LogMin)
		}
	})
}
