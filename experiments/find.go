package experiments

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/sim/record"
)

// FindTable asks for the value of one address at which a metric crosses a level: a break-even, a critical scale.
type FindTable struct {
	Address   string  `toml:"address" required:"true" doc:"what is searched, like price.shock: any value that is a number"`
	Metric    string  `toml:"metric" required:"true" doc:"what is watched, like loss_usd.ledn.A"`
	Level     float64 `toml:"level" unit:"of the metric" range:"(-inf,inf)" doc:"crossed where the statistic is above it; 0 of a loss is the first dollar" source:"assumed"`
	Statistic string  `toml:"statistic" oneof:"mean|p05|p50|p95" doc:"of the metric over the replications in which it exists" source:"assumed"`
	Low       any     `toml:"low" required:"true" doc:"one end of the search, as the address is written"`
	High      any     `toml:"high" required:"true" doc:"the other end"`
	Tolerance float64 `toml:"tolerance" unit:"as the address in tables: ratios, hours, BTC" range:"(0,inf)" doc:"width of the last bracket; whole numbers end at neighbours" source:"assumed"`
}

// Preset is a mean that rises above 0, to a millionth.
func (t *FindTable) Preset() { t.Statistic, t.Tolerance = "mean", 1e-6 }

// A Found is the end of a search at one point of the design: the statistic is on one side of the level at Lo and on the
// other at Hi.
type Found struct {
	Point    int
	Lo, Hi   float64 // the last bracket
	Above    bool    // the statistic is above the level at Hi, not at Lo
	Monotone bool    // on the visited values; bisection finds one crossing, and there are others where it is false
	Root     stats.Interval
	Visits   []Visit
}

// A Visit is one value that was tried, with the bracket as it stood afterwards.
type Visit struct {
	Value, Lo, Hi float64
	Statistic     stats.Interval
	runs          []float64 // of every replication, NaN where the metric does not exist
}

// search is a FindTable whose words are resolved.
type search struct {
	study    *Study
	table    *FindTable
	field    Field
	of       func(*record.Run) (float64, bool)
	lo, hi   float64
	integers bool
}

// newSearch resolves the search of a study; nil if it has none.
func (s *Study) newSearch() (*search, error) {
	t := s.Spec.Find
	if t == nil {
		return nil, nil
	}
	var faults Faults
	fault := func(key string, err error) {
		if err != nil {
			faults = append(faults, s.tree.Fault("find."+key, err.Error()))
		}
	}
	q := &search{study: s, table: t}
	setting, err := Lookup(s.Spec, t.Address)
	switch {
	case err != nil:
	case !varies(setting.Path) || setting.Path[0] == "run":
		err = fmt.Errorf("want an address of the model: %s is no number of it", t.Address)
	case slices.ContainsFunc(s.Axes, func(a Axis) bool { return sameAddress(a.Address, setting.Path) }):
		err = fmt.Errorf("want an address that the design does not vary")
	}
	fault("address", err)
	q.field = setting.Field
	if err == nil {
		q.lo, err = q.field.Number(t.Low)
		fault("low", err)
		q.hi, err = q.field.Number(t.High)
		fault("high", err)
		q.integers = q.field.isInteger()
	}
	if q.of, err = s.metricNamed(t.Metric); err != nil {
		fault("metric", err)
	}
	if len(faults) == 0 && q.lo == q.hi {
		fault("high", fmt.Errorf("want another end than low"))
	}
	return q, faults.Err()
}

// metricNamed is a metric by the name of its column.
func (s *Study) metricNamed(name string) (of func(*record.Run) (float64, bool), err error) {
	var known []string
	s.eachMetric(func(c results.Column, its func(*record.Run) (float64, bool)) {
		if known = append(known, c.Name); c.Name == name {
			of = its
		}
	})
	if of == nil {
		return nil, fmt.Errorf("want a metric of this study: %s", suggest(name, known))
	}
	return of, nil
}

// find searches every point of the design. Ends that lie on the same side of the level are refused.
func (q *search) find(ctx context.Context, workers int) ([]Found, error) {
	var out []Found
	for i := range q.study.Points {
		f, err := q.bisect(ctx, i, workers)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func (q *search) bisect(ctx context.Context, point, workers int) (Found, error) {
	f := Found{Point: point, Lo: q.lo, Hi: q.hi}
	visit := func(value float64) (above bool, err error) {
		x, runs, err := q.statistic(ctx, point, value, workers)
		f.Visits = append(f.Visits, Visit{Value: value, Lo: f.Lo, Hi: f.Hi, Statistic: x, runs: runs})
		return x.Mean > q.table.Level, err
	}
	atLo, err := visit(q.lo)
	if err != nil {
		return f, err
	}
	atHi, err := visit(q.hi)
	if err != nil {
		return f, err
	}
	if atLo == atHi {
		return f, Faults{q.study.tree.Fault("find.high", fmt.Sprintf("want ends between which %s crosses %g: it is %g at low and %g at high",
			q.table.Metric, q.table.Level, f.Visits[0].Statistic.Mean, f.Visits[1].Statistic.Mean))}
	}
	f.Above = atHi
	for q.wide(f.Lo, f.Hi) {
		middle := q.middle(f.Lo, f.Hi)
		above, err := visit(middle)
		if err != nil {
			return f, err
		}
		if above == atHi {
			f.Hi = middle
		} else {
			f.Lo = middle
		}
		last := &f.Visits[len(f.Visits)-1]
		last.Lo, last.Hi = f.Lo, f.Hi
	}
	f.Monotone, f.Root = monotone(f.Visits), q.root(&f)
	return f, nil
}

func (q *search) wide(lo, hi float64) bool {
	if q.integers {
		return math.Abs(hi-lo) > 1
	}
	return math.Abs(hi-lo) > q.table.Tolerance
}

func (q *search) middle(lo, hi float64) float64 {
	middle := lo + (hi-lo)/2
	if q.integers {
		return math.Floor(middle)
	}
	return middle
}

// monotone reports whether the statistic only rises, or only falls, over the visited values.
func monotone(visits []Visit) bool {
	sorted := slices.Clone(visits)
	slices.SortFunc(sorted, func(a, b Visit) int { return cmp.Compare(a.Value, b.Value) })
	rises, falls := true, true
	for i := 1; i < len(sorted); i++ {
		rises = rises && sorted[i].Statistic.Mean >= sorted[i-1].Statistic.Mean
		falls = falls && sorted[i].Statistic.Mean <= sorted[i-1].Statistic.Mean
	}
	return rises || falls
}
