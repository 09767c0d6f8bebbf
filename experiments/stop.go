package experiments

import (
	"context"
	"fmt"

	"firesale/experiments/metric"
	"firesale/experiments/results"
	"firesale/experiments/stats"
)

// StopTable asks for as many replications of each point as it takes to know a metric. run.replications is then the size
// of a batch, at whose end alone a point may stop: so the runs do not depend on who was faster, and points that are easy
// to know take fewer of them.
type StopTable struct {
	Metric    string  `toml:"metric" required:"true" doc:"whose mean is wanted, like drawdown"`
	HalfWidth float64 `toml:"half_width" required:"true" unit:"of the metric" range:"(0,inf)" doc:"a point stops when the 95% interval of the mean is this narrow, or narrower"`
	Max       int64   `toml:"max" required:"true" unit:"runs" range:"[1,100000000]" doc:"a point stops in any case"`
}

// Validate wants at least one batch.
func (t *RunTable) Validate(fault func(key, want string)) {
	if t.Stop != nil && t.Stop.Max < t.Replications {
		fault("stop.max", fmt.Sprintf("want at least run.replications (%d), which is one batch", t.Replications))
	}
}

// leastBatch is the number of runs below which a lucky batch may end a point too early; assumed.
const leastBatch = 50

// newStop checks what a study says of stopping.
func (s *Study) newStop() error {
	stop := s.Spec.Run.Stop
	if stop == nil {
		return nil
	}
	if s.search != nil {
		return Faults{s.tree.Fault("run.stop", "want no [find] with it, which takes run.replications at every value: their luck must be the same")}
	}
	if _, err := s.metricNamed(stop.Metric); err != nil {
		return Faults{s.tree.Fault("run.stop.metric", err.Error())}
	}
	if s.Spec.Run.Replications < leastBatch {
		s.Notes = append(s.Notes, fmt.Sprintf("run.replications = %d: batches of fewer than %d may stop early by luck", s.Spec.Run.Replications, leastBatch))
	}
	return nil
}

// most is the largest number of replications that a point may have: cells are counted as if each had so many.
func (s *Study) most() int64 {
	if s.Spec.Run.Stop != nil {
		return s.Spec.Run.Stop.Max
	}
	return s.Spec.Run.Replications
}

// runBatches runs the points batch by batch, until each knows its metric well enough. The cells that a point does not
// need become a part without rows, so that what is on disk says of every cell whether it was run, is not wanted, or is
// missing: a study that was killed asks the same questions again and gets the same answers.
func (s *Study) runBatches(ctx context.Context, dir string, workers int, progress Progress) error {
	for {
		have, _, err := results.Parts(s.identity(), dir)
		if err != nil {
			return &OutputError{err}
		}
		wanted, unwanted, err := s.nextBatch(have)
		if err != nil {
			return err
		}
		for _, r := range unwanted {
			if err := s.leaveOut(dir, r); err != nil {
				return &OutputError{err}
			}
		}
		if len(wanted) == 0 {
			return nil
		}
		var parts []results.Range
		for _, r := range wanted {
			parts = append(parts, chunks([]results.Range{r}, s.chunk())...)
		}
		if err := s.runRanges(ctx, dir, parts, workers, span{held(have), s.Cells()}, progress); err != nil {
			return err
		}
	}
}

// nextBatch is the cells that each point must run next, and those that it will never run.
func (s *Study) nextBatch(have []results.Part) (wanted, unwanted []results.Range, err error) {
	batches, err := s.batches(have)
	if err != nil {
		return nil, nil, err
	}
	missing := results.Missing(have, s.Cells())
	stop := s.Spec.Run.Stop
	rule := stats.Stopping{HalfWidth: stop.HalfWidth, Share: metric.IsShare(stop.Metric), Level: level}
	size, most := s.Spec.Run.Replications, s.most()
	for point := range s.Points {
		first := int64(point) * most
		n, enough := rule.Enough(batches[point])
		end := min(int64(n)*size, most)
		if enough {
			unwanted = append(unwanted, within(missing, first+end, first+most)...)
		} else {
			wanted = append(wanted, within(missing, first+end, first+min(end+size, most))...)
		}
	}
	return wanted, unwanted, nil
}

// within is what lies of ranges between two cells.
func within(ranges []results.Range, from, to int64) (out []results.Range) {
	for _, r := range ranges {
		if lo, hi := max(r.From, from), min(r.To, to); lo < hi {
			out = append(out, results.Range{From: lo, To: hi})
		}
	}
	return out
}

// A batch is the runs of a point between two looks.
type batch struct {
	runs   int64
	values []float64 // of the metric, where it exists
}

// batches is the metric that decides, point by point and batch by batch, up to the first batch that is not all there.
func (s *Study) batches(have []results.Part) ([][][]float64, error) {
	column := 0
	for i, c := range s.runColumns() {
		if c.Name == s.Spec.Run.Stop.Metric {
			column = i
		}
	}
	all := make([][]batch, len(s.Points))
	for _, p := range have {
		err := p.Scan(runsTable, func(row []results.Cell) error {
			point, _ := row[0].Int()
			replication, _ := row[1].Int()
			at := int(replication / s.Spec.Run.Replications)
			for len(all[point]) <= at {
				all[point] = append(all[point], batch{})
			}
			b := &all[point][at]
			b.runs++
			if x, exists := row[column].Float(); exists {
				b.values = append(b.values, x)
			}
			return nil
		})
		if err != nil {
			return nil, &OutputError{err}
		}
	}
	whole := make([][][]float64, len(s.Points))
	for point := range all {
		whole[point] = s.whole(all[point])
	}
	return whole, nil
}

// whole is the batches before the first one that lacks a run.
func (s *Study) whole(batches []batch) (values [][]float64) {
	size, most := s.Spec.Run.Replications, s.most()
	for i, b := range batches {
		if b.runs < min(size, most-int64(i)*size) {
			break
		}
		values = append(values, b.values)
	}
	return values
}

// leaveOut writes down that cells are not wanted: a part without rows.
func (s *Study) leaveOut(dir string, r results.Range) error {
	p, err := results.CreatePart(dir, s.identity(), r.From, r.To)
	if err != nil {
		return err
	}
	if _, err := s.openRows(p); err != nil {
		p.Abort()
		return err
	}
	_, err = p.Close()
	return err
}
