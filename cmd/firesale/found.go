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
	t, err := results.Read(dir, "find")
	if err != nil {
		return err
	}
	points, _ := t.Ints("point")
	lo, _ := t.Floats("lo")
	hi, _ := t.Floats("hi")
	fmt.Fprintln(w)
	for i := range points {
		if i+1 < len(points) && points[i+1] == points[i] {
			continue // a later visit has the narrower bracket
		}
		at := ""
		for k, a := range s.Axes {
			at += fmt.Sprintf(", %s = %v", a.Address, s.Points[points[i]].Values[k])
		}
		fmt.Fprintf(w, "%s of %s crosses %g between %s = %s and %s%s\n", find.Statistic, find.Metric, find.Level,
			find.Address, plain(lo[i]), plain(hi[i]), at)
	}
	return nil
}

func plain(x float64) string { return strconv.FormatFloat(x, 'g', 9, 64) }
