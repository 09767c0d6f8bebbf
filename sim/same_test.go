package sim

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"firesale/agents/borrower"
	"firesale/agents/credit"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim/record"
)

var all = Keep{Path: true, Events: true}

func open(t fataler, w *World) *Runner {
	t.Helper()
	r, err := NewRunner(w)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return r
}

func run(t fataler, r *Runner, replication int) *record.Run {
	t.Helper()
	out, err := r.Run(replication, all) // which audits the coins and dollars of every lender
	if drawn, ok := t.(*rapid.T); ok && err != nil && strings.Contains(err.Error(), "the depth is too small for what was sold") {
		drawn.Skip("the market was emptied: such a run has no result") // some worlds in a thousand
	}
	if err != nil {
		t.Fatalf("%v", err)
	}
	return out
}

func same[T any](t fataler, what string, want, got T) {
	t.Helper()
	if diff := gocmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
		t.Fatalf("%s:\n%s", what, diff)
	}
}

// Nobody changes because somebody looks: a run whose events are recorded, in which every lender keeps its own margin calls,
// comes out as one that nobody watches, in which copies keep theirs together.
func TestWatchedIsUnwatched(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t).build()
		r := open(t, w)
		for replication := range 2 {
			watched := run(t, r, replication)
			alone, err := r.Run(replication, Keep{Path: true})
			if err != nil {
				t.Fatal(err)
			}
			watched.Events = nil
			same(t, "unwatched", watched, alone)
		}
	})
}

// A wake too late is a bug: lenders who are asked in every step do what those do who sleep.
func TestWakesMissNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t).build()
		r, awake := open(t, w), open(t, w)
		awake.main.always, awake.twin.always = true, true
		same(t, "asleep (−), awake in every step (+)", run(t, r, 0), run(t, awake, 0))
	})
}

func TestReplicationsForgetEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t).build()
		used, fresh := open(t, w), open(t, w)
		run(t, used, 0)
		run(t, used, 1)
		same(t, "on a fresh runner (−), after two others (+)", run(t, fresh, 2), run(t, used, 2))
	})
}

// V18 M4: without impact the twin is the same run: amplification is 1 and nobody is anybody's cause.
func TestNoImpactIsTheTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		d.world.Impact, d.world.Liquidity = &impact.None{}, d.world.Liquidity.Calm() // sales that move no price may still widen the spread
		out := run(t, open(t, d.build()), 0)
		sold, loans := unit.BTC(0), 0
		for _, l := range out.Lenders {
			sold, loans = sold+l.Sold, loans+l.LiquidatedLoans
			if len(l.SoldByGeneration) > 1 && !d.world.Instant { // an instant run counts waves
				t.Fatalf("%s: sold %v by generation", l.Name, l.SoldByGeneration)
			}
		}
		if out.LogMin != out.Twin.LogMin || out.LogFinal != out.Twin.LogFinal || sold != out.Twin.Sold || loans != out.Twin.LiquidatedLoans {
			t.Fatalf("lowest %g, last %g, %s of %d loans sold: the twin has %+v", out.LogMin, out.LogFinal, sold, loans, *out.Twin)
		}
	})
}

// V18 M1: the order of loans on the tape changes nothing.
func TestOrderOfLoans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		want := run(t, open(t, d.build()), 0)
		luck := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "shuffle"), 0))
		for i := range d.lenders {
			loans := slices.Clone(d.lenders[i].loans)
			luck.Shuffle(len(loans), func(a, b int) { loans[a], loans[b] = loans[b], loans[a] })
			d.lenders[i].loans = loans
		}
		got := run(t, open(t, d.build()), 0)
		for _, r := range []*record.Run{want, got} {
			r.Events = nil // equal loans may change places
		}
		same(t, "as written (−), shuffled (+)", want, got)
	})
}

// V18 M8: a lender without loans, or without copies, is not there.
func TestEmptyLenders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		want := run(t, open(t, d.build()), 0)
		none := d.lenders[0]
		none.copies, none.charter.Name = 0, "none"
		empty := none
		empty.copies, empty.loans, empty.charter.Name = 1, nil, "zero"
		d.lenders = append([]lenderDraft{none}, append(d.lenders, empty)...)
		got := run(t, open(t, d.build()), 0)
		got.Lenders = append([]record.Lender(nil), got.Lenders[:len(want.Lenders)]...)
		same(t, "without (−), with empty lenders (+)", want, got)
	})
}

// asCopiesAndLenders runs the first lender of a draft three times over: as copies, and as lenders with names of their own,
// who are called copies in their record.
func asCopiesAndLenders(t *rapid.T, d *draft) (copies, lenders *record.Run) {
	d.lenders = d.lenders[:1]
	d.lenders[0].copies = 3
	d.lenders[0].behaviour = nil // who acts has luck of its own
	copies = run(t, open(t, d.build()), 0)
	one := d.lenders[0]
	one.copies, d.lenders = 1, nil
	for i := range 3 {
		one.charter.Name = fmt.Sprint("lender", i)
		d.lenders = append(d.lenders, one)
	}
	lenders = run(t, open(t, d.build()), 0)
	for i := range lenders.Lenders {
		lenders.Lenders[i].Name, lenders.Lenders[i].Copy = "lender0", i
	}
	return copies, lenders
}

// One copy is played for all of them: lenders with names of their own, played one by one, do the same.
func TestCopiesAreLenders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		want, got := asCopiesAndLenders(t, d)
		for i := range d.lenders {
			same(t, fmt.Sprintf("events of copies (−), of lender %d (+)", i), want.Events, eventsOf(got, i))
		}
		got.Events, want.Events = nil, nil // one of copies is three of lenders
		got.LTV, want.LTV = nil, nil       // bins are one set a name
		same(t, "copies (−), lenders (+)", want, got)
	})
}

// eventsOf is the events of one of three equal lenders, told as of three copies.
func eventsOf(r *record.Run, i int) (of []record.Event) {
	for _, e := range r.Events {
		if e.Lenders[0] == fmt.Sprintf("lender%d#0", i) {
			e.Lenders = []string{"lender0#0", "lender0#1", "lender0#2"}
			of = append(of, e)
		}
	}
	return of
}

// V18 M2: a lender split in two, every second loan to each, sells the same coins; where it sells all coins, to the
// satoshi, else up to the rounding of one sum instead of two in a clearing.
func TestSplitLender(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		d.world.Impact, d.world.Liquidity = &impact.Linear{Depth: 4_000}, &liquidity.Fixed{} // a market that thins makes more of a rounding
		for i := range d.lenders {
			d.lenders[i].charter.Capacity, d.lenders[i].behaviour = 0, nil // borrowers' luck goes with the lender's name
		}
		want := run(t, open(t, d.build()), 0)
		first := d.lenders[0]
		halves := [2]lenderDraft{first, first}
		halves[1].charter.Name = "other half"
		halves[0].loans, halves[1].loans = nil, nil
		for i, l := range first.loans {
			halves[i%2].loans = append(halves[i%2].loans, l)
		}
		d.lenders = append(halves[:], d.lenders[1:]...)
		got := run(t, open(t, d.build()), 0)
		a, b := totals(want), totals(got)
		exact := first.terms.Liquidation != "debt-only"
		if a.loans != b.loans || exact && a.sold != b.sold || math.Abs(want.LogMin-got.LogMin) > 1e-8 || exact && want.LogMin != got.LogMin {
			t.Fatalf("whole %+v to %g, halves %+v to %g", a, want.LogMin, b, got.LogMin)
		}
	})
}

// Borrowers who could act and never do are passive ones: the same loans are liquidated in the same steps, for the same coins
// where all are sold; else one loan is rounded where many are.
func TestIdleBorrowersArePassive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		h := borrower.HazardPreset().(*borrower.Hazard)
		h.Probability, h.PrepayRate, h.ReleaseLTV = 0, 0, 0
		h.Sticky = rapid.Bool().Draw(t, "sticks")
		for i := range d.lenders {
			d.lenders[i].behaviour, d.lenders[i].terms.Liquidation = nil, "close-out"
			for j := range d.lenders[i].loans {
				d.lenders[i].loans[j].Matures = 40_000
			}
			if d.lenders[i].charter.Window >= 0 {
				h.Sticky = false // a call that sticks lapses, passive borrowers' do not stick
			}
		}
		d.world.Instant = false
		if d.world.Steps == 0 {
			d.world.Steps, d.world.Clock.Step, d.world.Price = 50, unit.Hour, &price.GBM{}
		}
		want := run(t, open(t, d.build()), 0)
		for i := range d.lenders {
			d.lenders[i].behaviour = h.Open(0.5)
		}
		got := run(t, open(t, d.build()), 0)
		if want.LogMin != got.LogMin || want.LogFinal != got.LogFinal || totals(want) != totals(got) {
			t.Fatalf("passive: %+v to %v, idle: %+v to %v", totals(want), want.LogMin, totals(got), got.LogMin)
		}
	})
}

type total struct {
	loans int
	sold  unit.BTC
}

func totals(r *record.Run) (s total) {
	for _, l := range r.Lenders {
		s.loans, s.sold = s.loans+l.LiquidatedLoans, s.sold+l.Sold
	}
	return s
}

// Interest rounded to the cent swaps loans that are nearly alike. They are still liquidated when the integer test says
// so, each at its own step; only sums may differ, by a cent and a coin's worth of it a loan, because such loans are
// settled one by one.
func TestNearTies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		d.world.Impact, d.world.Oracle.Lag = &impact.None{}, 0
		d.world.Clock.Step, d.world.Steps = unit.Day, max(d.world.Steps, 100)
		for i := range d.lenders {
			l := &d.lenders[i]
			l.terms.LTVBasis, l.terms.Liquidation = "debt", "close-out"
			l.behaviour = nil
			l.charter.Window, l.charter.Calls, l.charter.Capacity, l.charter.Release, l.charter.ByLTV = -1, false, 0, false, false
			l.loans = nil
			for n := range rapid.IntRange(10, 60).Draw(t, "tiny loans") {
				principal := unit.USD(rapid.Int64Range(50, 3_000).Draw(t, "cents"))
				l.loans = append(l.loans, credit.Loan{ID: fmt.Sprint(n), Principal: principal,
					Collateral: unit.CoinsOf(principal.Float() / 80_000 / rapid.SampledFrom([]float64{0.6, 0.601, 0.7, 0.77}).Draw(t, "ltv")),
					Rate:       11 * unit.Percent, AccruesFrom: 20_453, Pays: credit.PIK, Matures: 40_000})
			}
		}
		if d.world.Instant {
			return
		}
		w := d.build()
		out := run(t, open(t, w), 3)
		main, _ := scanWorld(w, 3)
		equalEvents(t, w, out.Events, main.out.Events)
	})
}
