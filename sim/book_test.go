package sim

import (
	"fmt"
	"math"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market"
	"firesale/market/flow"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim/record"
)

// bookWorld is an hour and a half of a book whose price falls by a fifth from the tenth minute on, and lenders whose
// loans then breach one after the other, each lender with its latency.
func bookWorld(latency ...unit.Duration) *World {
	start := 100_000.0
	w := &World{
		Seed: 1, Clock: agents.Clock{Start: 20_453, Step: unit.Minute}, Steps: 90, Twin: true,
		Common: price.Common{Start: &start, Volatility: 0.55}, Volume: 150_000,
		Price:     &price.Scripted{At: []unit.Duration{0, 10 * unit.Minute, 30 * unit.Minute}, USD: []float64{start, start, 80_000}},
		Liquidity: &liquidity.Fixed{}, Oracle: *market.OraclePreset(),
		Book: &market.BookConfig{Scale: flow.Scale{TickUSD: 1, LotBTC: 0.001}, WarmUp: unit.Hour / 2},
	}
	for _, k := range flow.Kinds[:4] {
		w.Book.Classes = append(w.Book.Classes, market.FlowClass{Name: k.Name, Params: k.Preset()})
	}
	pool := &credit.Pool{}
	for i := range 20 {
		principal := unit.USD(2_000_000_00)
		pool.Loans = append(pool.Loans, credit.Loan{ID: fmt.Sprint("L", i), Principal: principal, Matures: 40_000,
			Collateral: unit.CoinsOf(principal.Float() / start / (0.68 + 0.005*float64(i)))})
	}
	x, err := credit.NewIndex(pool, *credit.TermKinds[0].Preset(), credit.Horizon{Start: 20_453, End: 20_453})
	if err != nil {
		panic(err)
	}
	for i, d := range latency {
		w.Lenders = append(w.Lenders, Copies{Count: 1, Charter: &agents.Charter{
			Name: fmt.Sprint("lender", i), Clock: w.Clock, Index: x, Polling: 1, Window: -1,
			Latency: int((d + unit.Minute - 1) / unit.Minute), Offset: d % unit.Minute}})
	}
	return w
}

// Of two lenders with the same loans the faster one sells better; two as fast as each other sell at the same prices.
func TestFasterSellsBetter(t *testing.T) {
	r := open(t, bookWorld(5*unit.Second, 45*unit.Second, 45*unit.Second))
	won := 0
	const races = 3
	for replication := range races {
		out := run(t, r, replication)
		fast, slow, twin := out.Lenders[0], out.Lenders[1], out.Lenders[2]
		if slow.Sold == 0 || slow.Sold != twin.Sold || slow.Proceeds != twin.Proceeds {
			t.Fatalf("replication %d: alike in all, one sold %s for %s, the other %s for %s", replication, slow.Sold, slow.Proceeds, twin.Sold, twin.Proceeds)
		}
		if out.Strain.Exists {
			t.Errorf("replication %d: a strain of %v in a book", replication, out.Strain.Value)
		}
		for _, l := range out.Lenders {
			if got, want := l.Execution.Waited.Value, waited(out, l.Name); math.Abs(got-want) > 1e-6 { // coins of a loan are whole satoshis
				t.Errorf("replication %d: coins of %s waited %v BTC h, by their events %v", replication, l.Name, got, want)
			}
		}
		if fast.Proceeds.Float()/fast.Sold.Float() > slow.Proceeds.Float()/slow.Sold.Float() {
			won++
		}
		for _, e := range out.Events {
			if seconds := e.Hours * 3600; e.Kind == "sale" && e.Lenders[0] == "lender0#0" && int(seconds+0.5)%60 != 5 {
				t.Fatalf("replication %d: the lender with 5 s of latency sold %v s after the start", replication, seconds)
			}
		}
	}
	if won < races {
		t.Errorf("the faster lender sold better in %d of %d races", won, races)
	}
}

// waited is the time from breach to sale of a lender's coins, by its events: BTC · hours.
func waited(out *record.Run, lender string) (sum float64) {
	breach := map[string]float64{}
	for _, e := range out.Events {
		switch {
		case e.Lenders[0] != lender+"#0":
		case e.Kind == record.Liquidation:
			breach[e.Loan] = e.Hours
		case e.Kind == record.Sale:
			sum += e.Coins.Float() * (e.Hours - breach[e.Loan])
		}
	}
	return sum
}

// Without lenders the main side is the twin, and with them the twin is what a run without them would be.
func TestTwinIsAlone(t *testing.T) {
	w := bookWorld(5*unit.Second, 45*unit.Second)
	with := run(t, open(t, w), 0)
	w.Lenders = nil
	without := run(t, open(t, w), 0)
	if with.Twin.LogMin != without.LogMin || with.Twin.LogFinal != without.LogFinal || *without.Twin != (*run(t, open(t, w), 0).Twin) {
		t.Errorf("twin from %v to %v, alone from %v to %v", with.Twin.LogMin, with.Twin.LogFinal, without.LogMin, without.LogFinal)
	}
	for i, row := range without.Path {
		if row.Price != row.Exogenous || with.Path[i].Exogenous != row.Price {
			t.Fatalf("step %d: alone %v beside its twin's %v; with lenders the twin is at %v", i-1, row.Price, row.Exogenous, with.Path[i].Exogenous)
		}
	}
	if with.LogMin >= with.Twin.LogMin {
		t.Errorf("forced sales lowered nothing: lowest %v, without them %v", with.LogMin, with.Twin.LogMin)
	}
}

// A twin lends its warm-up; without one the main side warms up by itself, to the same bytes.
func TestTwinIsNoMatter(t *testing.T) {
	w := bookWorld(5 * unit.Second)
	with := run(t, open(t, w), 2)
	w.Twin = false
	without := run(t, open(t, w), 2)
	if with.LogMin != without.LogMin || with.LogFinal != without.LogFinal || with.Lenders[0].Proceeds != without.Lenders[0].Proceeds || with.Book.Trades != without.Book.Trades || with.Book.Spread != without.Book.Spread {
		t.Errorf("with a twin %v to %v, %+v; without %v to %v, %+v", with.LogMin, with.LogFinal, *with.Book, without.LogMin, without.LogFinal, *without.Book)
	}
}

func TestBooksForgetEachOther(t *testing.T) {
	w := bookWorld(20 * unit.Second)
	used := open(t, w)
	run(t, used, 0)
	if diff := gocmp.Diff(run(t, open(t, w), 1), run(t, used, 1)); diff != "" {
		t.Errorf("on a fresh runner (−), after another replication (+):\n%s", diff)
	}
}
