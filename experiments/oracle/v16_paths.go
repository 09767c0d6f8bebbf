package oracle

import (
	"fmt"
	"slices"
	"strings"

	"firesale/agents/credit"
	"firesale/market/impact"
	"firesale/market/price"
	"firesale/market/random"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/stream"
)

// blockLaws: a block of n steps is n blocks of one step, from the same streams; and a bridge changes no end point.
func blockLaws(b *bench) error {
	for _, name := range []string{"gbm", "merton", "kou", "heston", "bates", "hawkes", "twoscale"} {
		const steps = 200
		whole, err := returnsOf(name, steps, steps)
		if err != nil {
			return err
		}
		single, err := returnsOf(name, steps, 1)
		if err != nil {
			return err
		}
		same(b, fmt.Sprintf("block of %d steps and %d blocks of one: %s", steps, steps, name), true, slices.Equal(whole, single))
		with, without, err := bridgedEnds(name)
		if err != nil {
			return err
		}
		same(b, "end of a run with and without bridge: "+name, without, with)
	}
	return nil
}

func returnsOf(name string, steps, size int) (returns []float64, err error) {
	process, err := kindOf(name).Open(price.Preset(), unit.Hour)
	if err != nil {
		return nil, err
	}
	process.Reset(func(purpose string) *random.Source { return stream.Open(seed, 0, "price", purpose) })
	block := price.Block{LogReturn: make([]float64, size), Variance: make([]float64, size)}
	for range steps / size {
		process.Fill(&block)
		returns = append(returns, block.LogReturn...)
	}
	return returns, nil
}

func bridgedEnds(name string) (with, without float64, err error) {
	lender, err := closeOut(&credit.Pool{Loans: []credit.Loan{loan(0, cents(0.75*published), unit.Coin)}})
	if err != nil {
		return 0, 0, err
	}
	for _, bridge := range []bool{false, true} {
		w := timed(published, kindOf(name), unit.Hour, 500, &impact.None{}, lender)
		w.Bridge = bridge
		run, err := once(w, sim.Keep{})
		if err != nil {
			return 0, 0, err
		}
		with, without = run.LogFinal, with
	}
	return with, without, nil
}

// replayLaw: a world that replays a file marks its loans at the file's prices, at the file's own times, to the cent, and
// the process states them bit for bit; a file with a hole is refused.
func replayLaw(b *bench) error {
	luck, usd := stream.Open(seed, 0, "replay", "file"), 90_000.
	var want, levels, marks []float64
	rows := []string{"time,price"}
	for hour := range 49 {
		cent := unit.PriceOf(usd)
		rows = append(rows, fmt.Sprintf("%d,%v", (firstDay*24+hour)*3600, cent))
		want = append(want, cent.Float())
		usd *= 1 + 0.02*luck.Normal()
	}
	file := kindOf("replay").(*price.Replay)
	if err := file.Load(strings.NewReader(strings.Join(rows, "\n")), "whole.csv", 48*unit.Hour); err != nil {
		return err
	}
	lender, err := closeOut(&credit.Pool{Loans: []credit.Loan{loan(0, cents(0.5*published), unit.Coin)}})
	if err != nil {
		return err
	}
	run, err := once(timed(published, file, unit.Hour, 48, &impact.None{}, lender), sim.Keep{Path: true})
	if err != nil {
		return err
	}
	for _, row := range run.Path {
		marks = append(marks, unit.PriceOf(row.Mark).Float())
	}
	same(b, "marks of a replay are the file's prices, cents", true, slices.Equal(marks, want))
	process, err := file.Open(price.Preset(), unit.Hour)
	if err != nil {
		return err
	}
	process.Reset(func(purpose string) *random.Source { return stream.Open(seed, 0, "price", purpose) })
	block := price.Block{LogReturn: make([]float64, 48), Variance: make([]float64, 48)}
	process.Fill(&block)
	levels = append(levels, block.Level...)
	same(b, "prices that the replay states, bit for bit", true, slices.Equal(levels, want[1:]))
	holed := append(append([]string(nil), rows[:10]...), rows[20:]...)
	err = kindOf("replay").(*price.Replay).Load(strings.NewReader(strings.Join(holed, "\n")), "holed.csv", 48*unit.Hour)
	b.holds("replay of a file with a hole", "refused", fmt.Sprint(err), err != nil)
	return nil
}
