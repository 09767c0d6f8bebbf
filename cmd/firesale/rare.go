package main

import (
	"fmt"
	"io"
	"math"
	"strconv"

	"firesale/experiments"
	"firesale/experiments/results"
)

// unlikeOne is how far from 1 the mean weight of a tilt is before it is said; assumed.
const unlikeOne = 0.1

// printRare says how probable the rare event is, point by point, and how far that can be trusted.
func printRare(w io.Writer, s *experiments.Study, dir string) error {
	rare := s.Spec.Rare
	if rare == nil {
		return nil
	}
	t, err := results.Read(dir, "rare")
	if err != nil {
		return err
	}
	number := func(column string, row int) string {
		x, ok := t.Cells(column)[row].Float()
		if !ok {
			return "-"
		}
		return strconv.FormatFloat(x, 'g', 3, 64)
	}
	whole := func(column string, row int) string {
		x, ok := t.Cells(column)[row].Float()
		if !ok {
			return "-"
		}
		return grouped(x)
	}
	fmt.Fprintln(w)
	for i := range min(t.Len(), mostShown) {
		at := ""
		for k, a := range s.Axes {
			at += fmt.Sprintf(", %s = %s", a.Address, asWritten(s.Points[i].Values[k]))
		}
		runs, _ := t.Cells("runs")[i].Int()
		fmt.Fprintf(w, "P(%s > %g) = %s [%s, %s], relative error %s, by %s from %s and %s price paths; %s effective, as good as %s plain runs%s\n",
			rare.Metric, rare.Level, number("probability", i), number("lo", i), number("hi", i), number("relative_error", i),
			rare.Kind, count(int(runs), "run"), whole("paths", i), whole("effective", i), whole("plain_runs", i), at)
		if warning, ok := t.Cells("warning")[i].Text(); ok {
			fmt.Fprintf(w, "warning: %s\n", warning)
		}
		if mean, ok := t.Cells("mean_weight")[i].Float(); ok && math.Abs(mean-1) > unlikeOne {
			fmt.Fprintf(w, "the mean weight is %.2g, in the long run 1: means of what happens without the event too, like a fall, are off by as much\n", mean)
		}
	}
	fmt.Fprintln(w, map[string]string{
		"tilt":      "means above weigh each run by its likelihood ratio; there are no quantiles, and no ratios of totals",
		"splitting": "of what runs have that do not reach rare.ltv, which are let go, nothing is known: there are no means but that of a rare.metric whose level is 0",
	}[rare.Kind])
	return nil
}
