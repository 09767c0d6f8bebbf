package oracle

import (
	"context"
	"fmt"
	"math"
	"os"

	"firesale/experiments"
	"firesale/market/unit"
)

// What the interval of a stylised fact is made of.
const (
	factRun       = 168 // mean run of the stationary bootstrap, hours
	factResamples = 400
	leastHours    = 24 * factRun // of a path: fewer have too few runs to draw from
)

// A FactsConfig says how stylised facts of a study are looked for.
type FactsConfig struct {
	Workers int
	Starts  int    // of the metaorders in the order book; 0 = none
	Out     string // new folder for table facts; empty = none

	Metaorders Metaorders // runs them
}

// An UnfitStudy is one whose kept paths say nothing about hourly returns: the user's mistake.
type UnfitStudy struct{ Reason string }

// Error says what is wanted.
func (e *UnfitStudy) Error() string { return e.Reason }

// keptEnough refuses a study before it runs for nothing.
func keptEnough(s *experiments.Study) error {
	kept := min(s.Spec.Record.Paths, s.Spec.Run.Replications)
	hours := s.Spec.Clock.Horizon.Hours()
	switch {
	case s.Spec.Clock.Mode != "timed":
		return &UnfitStudy{`clock.mode = "instant": want "timed": stylised facts are those of hourly returns`}
	case kept < 1:
		return &UnfitStudy{"record.paths = 0: want at least 1: the facts are those of kept paths"}
	case unit.Hour%s.Spec.Clock.Step != 0:
		return &UnfitStudy{fmt.Sprintf("clock.step = %q: want one that divides an hour", s.Spec.Clock.Step)}
	case float64(kept)*(hours-1) < leastHours:
		return &UnfitStudy{fmt.Sprintf("record.paths = %d, clock.horizon = %q: %.0f hourly returns: want at least %d", kept, s.Spec.Clock.Horizon, float64(kept)*(hours-1), leastHours)}
	}
	return nil
}

// Facts runs a study, takes the hourly returns of its kept paths, point by point, and holds their stylised facts to the
// bands of V20, each with the 95% interval of a stationary bootstrap: a row passes where the interval meets the band. In
// an order book it also holds what metaorders do. The error is the user's or the engine's; a row that misses is none.
func Facts(ctx context.Context, study *experiments.Study, c FactsConfig, report func(Row)) error {
	if err := keptEnough(study); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "firesale-facts-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	out, err := study.Run(ctx, dir, c.Workers, func(int64, int64) {})
	if err != nil {
		return err
	}
	b := &bench{ctx: ctx, name: "facts", report: report}
	table := newFactTable()
	for point := range study.Points {
		paths, err := hourlyPaths(out.Dir, point)
		if err != nil {
			return err
		}
		label := ""
		if len(study.Points) > 1 {
			label = fmt.Sprintf("point %d: ", point)
		}
		found := paths.facts(study.Spec.Run.Seed)
		b.judge(label, found)
		table.add(point, paths, found)
	}
	if err := b.orders(study, c); err != nil || c.Out == "" {
		return err
	}
	return experiments.KeepTable(c.Out, table.Table, study.Name, study.Config, study.Spec.Run.Seed)
}

// orders holds what metaorders do in the study's book.
func (b *bench) orders(study *experiments.Study, c FactsConfig) error {
	w := study.Points[0].World
	if w.Book == nil || c.Starts == 0 {
		return nil
	}
	e, err := c.Metaorders(b.ctx, BookMarket{*w.Book, w.Common.StartUSD(w.Price), float64(w.Common.Volatility), w.Seed}, c.Starts, 1)
	if err == nil {
		b.emerges(e)
	}
	return err
}

// judge reports the facts.
func (b *bench) judge(label string, found []seenFact) {
	for _, f := range found {
		switch {
		case math.IsNaN(f.low) && f.name == kurtosisFact:
			b.told(label+f.name, "sign only", sign(f.Mean), "shown", true)
		case math.IsNaN(f.low):
			b.told(label+f.name, "-", number(f.Mean), "shown", true)
		default:
			b.meets(label+f.name, f.low, f.high, f.Interval)
		}
	}
}

func sign(x float64) string {
	if x > 0 {
		return "+"
	}
	return "-"
}
