package main

import (
	"fmt"
	"io"
	"strconv"

	"firesale/experiments"
	"firesale/experiments/results"
)

// printFound says where a search ended, point by point: the bracket between whose ends the metric crosses the level.
func printFound(w io.Writer, s *experiments.Study, dir string) error {
	find := s.Spec.Find
	if find == nil {
		return nil
	}
	t, err := results.Read(dir, "root")
	if err != nil {
		return err
	}
	points, _ := t.Ints("point")
	runs, _ := t.Ints("runs")
	lo, _ := t.Floats("bracket_lo")
	hi, _ := t.Floats("bracket_hi")
	fmt.Fprintln(w)
	for i := range points {
		at := ""
		for k, a := range s.Axes {
			at += fmt.Sprintf(", %s = %v", a.Address, s.Points[points[i]].Values[k])
		}
		fmt.Fprintf(w, "%s of %s crosses %g between %s = %s and %s%s%s\n", find.Statistic, find.Metric, find.Level,
			find.Address, plain(lo[i]), plain(hi[i]), at, rootInterval(t, i, runs[i]))
	}
	return nil
}

// rootInterval says how well a crossing is known; nothing where one run says all.
func rootInterval(t *results.Table, row int, runs int64) string {
	lo, known := t.Cells("root.lo")[row].Float()
	hi, both := t.Cells("root.hi")[row].Float()
	said := ""
	switch {
	case runs == 1:
	case known && both:
		said = fmt.Sprintf(" (95%% interval of %s: %s to %s)", count(int(runs), "run"), strconv.FormatFloat(lo, 'g', 4, 64), strconv.FormatFloat(hi, 'g', 4, 64))
	default:
		said = fmt.Sprintf(" (%s: too few for an interval inside of the ends)", count(int(runs), "run"))
	}
	if t.Texts("monotone")[row] == "no" {
		said += "; not the only crossing"
	}
	return said
}

func plain(x float64) string { return strconv.FormatFloat(x, 'g', 9, 64) }
