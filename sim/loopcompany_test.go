package sim

import (
	"math"
	"slices"
	"testing"

	"firesale/agents/borrower"
	"firesale/market/impact"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim/record"
	gocmp "github.com/google/go-cmp/cmp"
)

// playedLoop is a run of a market of lenders who make new loans.
func playedLoop(t *testing.T, r *Runner, c Scenario, keep Keep) *record.Run {
	t.Helper()
	run, err := r.Play(0, c, keep)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// A lender that is absent is one that never was, its books and its deals with it, and the next run knows nothing of it; what
// is recorded of a run changes nothing in it, whoever keeps the margin calls then.
func TestLoopAbsentIsDeleted(t *testing.T) {
	all := Keep{Path: true, Events: true}
	eachLoop(t, func(d *loopDraft) {
		d.lenders, d.world.Steps = 2, min(d.world.Steps, 250)
		w := d.build()
		r := open(t, w)
		before := playedLoop(t, r, Scenario{}, all)
		absent := playedLoop(t, r, Scenario{Absent: []string{"a"}}, all)
		bare := playedLoop(t, r, Scenario{}, Keep{})
		w.Lenders = slices.Delete(slices.Clone(w.Lenders), 0, 1)
		for _, c := range []struct {
			what      string
			want, got *record.Run
		}{
			{"deleted (-), absent (+)", playedLoop(t, open(t, w), Scenario{}, all), absent},
			{"before (-) and after (+) it was absent", before, playedLoop(t, r, Scenario{}, all)},
		} {
			if diff := gocmp.Diff(c.want, c.got); diff != "" {
				t.Fatalf("%s:\n%s", c.what, diff)
			}
		}
		if diff := gocmp.Diff(before.Lenders, bare.Lenders); diff != "" || before.LogFinal != bare.LogFinal {
			t.Fatalf("recorded (-) and not (+), to %v and %v:\n%s", before.LogFinal, bare.LogFinal, diff)
		}
	})
}

// Nobody is heard: all lend and sell, and the price goes its own way.
func TestLoopUnheardMovesNothing(t *testing.T) {
	eachLoop(t, func(d *loopDraft) {
		w := d.build()
		heard := playedLoop(t, open(t, w), Scenario{}, Keep{})
		unheard := playedLoop(t, open(t, w.Without(Off{})), Scenario{Silent: []string{"a", "b"}}, Keep{})
		if unheard.LogFinal != heard.Twin.LogFinal || unheard.LogMin != heard.Twin.LogMin {
			t.Fatalf("unheard to %v, lowest %v; the twin to %v, lowest %v", unheard.LogFinal, unheard.LogMin, heard.Twin.LogFinal, heard.Twin.LogMin)
		}
	})
}

// Where sales and purchases move nothing and nobody sells notes to the same investors, lenders who make new loans do not know of
// each other, whatever their borrowers do.
func TestLoopWithoutImpact(t *testing.T) {
	eachLoop(t, func(d *loopDraft) {
		d.world.Impact, d.deal, d.lenders, d.copies = &impact.None{}, false, 2, 1
		r := open(t, d.build())
		both := playedLoop(t, r, Scenario{}, Keep{})
		for _, pair := range [][2]string{{"a", "b"}, {"b", "a"}} {
			var among []record.Lender
			for _, l := range both.Lenders {
				if l.Name == pair[0] {
					among = append(among, l)
				}
			}
			alone := playedLoop(t, r, Scenario{Absent: []string{pair[1]}}, Keep{})
			if diff := gocmp.Diff(alone.Lenders, among); diff != "" {
				t.Fatalf("%s alone (-), with %s (+):\n%s", pair[0], pair[1], diff)
			}
		}
	})
}

// Of a pool that is due on one day four in ten want a new loan and one in ten sells, whoever decides: the lender's clerk by
// shares, to the cent, or borrowers one by one, within 4 standard errors of a binomial. Before a warehouse without room the
// first four sell too.
func TestLoopRenewsOnce(t *testing.T) {
	const n, all = 1_200, 7_200_000.0
	for _, c := range []struct {
		behaviour *borrower.Behaviour
		deal      bool
		slack     float64
	}{{nil, false, 1e-9}, {nil, true, 1e-9}, {still().Open(0.5), false, 4 / math.Sqrt(n)}, {still().Open(0.5), true, 4 / math.Sqrt(n)}} {
		for _, room := range []bool{true, false} {
			d := loops.Example(0)
			d.world.Price, d.world.Impact = &price.Scripted{At: []unit.Duration{0, unit.Day}, USD: []float64{80_000, 80_000}}, &impact.None{}
			d.world.Clock.Step, d.world.Steps, d.world.Twin = unit.Day, 60, false
			d.lenders, d.copies, d.deal, d.behaviour, d.basis, d.pays = 1, 1, c.deal, c.behaviour, "principal", "cash"
			d.loop.Origination, d.loop.Reinvest = 0, 0
			d.line.Limit, d.line.Issue = 1e9*unit.Dollar, 1e9*unit.Dollar-1
			if !room {
				d.line.Limit, d.line.Issue = 2, 1
			}
			d.alike = n
			run := playedLoop(t, open(t, d.build()), Scenario{}, Keep{})
			sold := (run.Loop.Sold + totals(run).sold).Float() * 80_000 / all
			renewed, refused := run.Loop.Renewed.Float()/all, run.Loop.Refused.Float()/all
			want := [3]float64{0.4, 0, 0.1}
			if !room {
				want = [3]float64{0, 0.4, 0.5}
			}
			for i, got := range [3]float64{renewed, refused, sold} {
				if slack := c.slack*math.Sqrt(want[i]*(1-want[i])) + 1e-5; math.Abs(got-want[i]) > slack { // interest of days, of sales at the lender's desk
					t.Errorf("borrowers act %v, deal %v, room %v: renewed, refused, sold: number %d is %.5f, want %.5f ± %.5f", c.behaviour != nil, c.deal, room, i, got, want[i], slack)
				}
			}
		}
	}
}

// still is borrowers who decide on nothing but what becomes of a loan that is due.
func still() borrower.Params {
	h := borrower.HazardPreset().(*borrower.Hazard)
	h.PrepayRate, h.ReleaseLTV = 0, 0
	return h
}
