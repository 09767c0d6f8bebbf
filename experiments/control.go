package experiments

import (
	"context"
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"firesale/experiments/metric"
	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/sim"
	"firesale/sim/record"
)

// A control variate needs the mean of what the twin does. It has no closed form, but the twin alone is cheap: it is run
// run.control times more, in replications behind those of the study, and each metric's mean is corrected by what the twins of
// the study's own runs did more, or less, than that.

// controls of a run are what its twin did: its log fall, and the share of the coins that it sold.
func controlsOf(fall float64, sold, coins float64) []float64 {
	if coins == 0 {
		return []float64{fall, 0}
	}
	return []float64{fall, sold / coins}
}

// newControl refuses a control variate where the twin is not what the run is without feedback, one by one.
func (s *Study) newControl() error {
	if s.Spec.Run.Control == 0 {
		return nil
	}
	fault := func(want string) error { return Faults{s.tree.Fault("run.control", want)} }
	switch {
	case !s.Spec.Run.Twin:
		return fault("want run.twin = true with it: the twin is the control")
	case s.Spec.Run.Control == 1:
		return fault("want at least 2 runs, or 0")
	case s.Spec.Run.Antithetic:
		return fault("want no run.antithetic with it: a fit takes runs to be independent")
	case s.Spec.Rare != nil:
		return fault("want no [rare] with it, which weighs its runs")
	case s.books():
		return fault(`want market.venue = "dealer" with it: in a book the flow answers to sales, and no twin is alone`)
	case s.loops():
		return fault("want no new loans with it: a twin makes those that were made with feedback")
	}
	return nil
}

// twinColumn is the column of runs that controls need beside drawdown_exogenous.
const twinColumn = "twin_sold_share"

func (s *Study) controlColumns() []results.Column {
	if s.Spec.Run.Control == 0 {
		return nil
	}
	return []results.Column{{Name: twinColumn, Unit: "1", Doc: "coins that the twin sold / coins of all pools at the start"}}
}

func (s *Study) controlCells(point int, run *record.Run) []results.Cell {
	switch {
	case s.Spec.Run.Control == 0:
		return nil
	case run == nil || run.Twin == nil:
		return make([]results.Cell, 1)
	}
	return []results.Cell{results.Float(controlsOf(0, run.Twin.Sold.Float(), poolCoins(s.Points[point].World))[1])}
}

func poolCoins(w *sim.World) (coins float64) {
	for _, c := range w.Lenders {
		coins += float64(c.Count) * c.Charter.Index.Coins.Float()
	}
	return coins
}

// runControls runs the twins of all points alone.
func (s *Study) runControls(ctx context.Context, workers int) error {
	s.controls = nil
	for i := range s.Points {
		if s.Spec.Run.Control == 0 {
			break
		}
		known, err := s.twinsAlone(ctx, s.Points[i].World, workers)
		if err != nil {
			return fmt.Errorf("run.control: point %d: %w", i, err)
		}
		s.controls = append(s.controls, known)
	}
	return nil
}

func (s *Study) twinsAlone(ctx context.Context, w *sim.World, workers int) ([][]float64, error) {
	n, first, coins := int(s.Spec.Run.Control), int(s.most()), poolCoins(w)
	known, alone := make([][]float64, n), w.Alone()
	var next atomic.Int64
	var all sync.WaitGroup
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	for range max(1, min(workers, n)) {
		all.Go(func() {
			runner, err := sim.NewRunner(alone)
			for i := int(next.Add(1) - 1); err == nil && i < n && ctx.Err() == nil; i = int(next.Add(1) - 1) {
				var run *record.Run
				if run, err = runner.Run(first+i, sim.Keep{}); err == nil {
					sold := 0.0
					for _, l := range run.Lenders {
						sold += l.Sold.Float()
					}
					known[i] = controlsOf(run.LogStart-run.LogMin, sold, coins)
				}
			}
			if err != nil {
				cancel(err)
			}
		})
	}
	all.Wait()
	return known, context.Cause(ctx)
}

// controlStatistics are what a summary has of every metric besides.
var controlStatistics = []struct{ suffix, doc string }{
	{".cv", "mean, with the twin's fall and the share that it sells as control variates; null where the metric does not exist in every run"},
	{".cv_lo", "lower end of its 95% interval, by Student's t of the regression"},
	{".cv_hi", "upper end"},
}

// controlled is the mean of a metric by control variates; null where the metric does not exist in every run, because the
// twins' means are over all, and of a share that is the same in all, whose interval only Wilson knows.
func (p *pointRuns) controlled(name string, column int) []results.Cell {
	var xs []float64
	var rows [][]float64
	fall, share := p.place("drawdown_exogenous"), p.place(twinColumn)
	for i, c := range p.values[column] {
		x, there := c.Float()
		drawdown, fell := p.values[fall][i].Float()
		sold, sells := p.values[share][i].Float()
		if there && fell && sells {
			xs, rows = append(xs, x), append(rows, []float64{-math.Log1p(-drawdown), sold})
		}
	}
	if len(xs) < 2 || int64(len(xs)) < p.ok() || metric.IsShare(name) && stats.Variance(xs) == 0 {
		return make([]results.Cell, len(controlStatistics))
	}
	return interval(stats.Controlled(xs, rows, p.study.controls[p.point], level))
}
