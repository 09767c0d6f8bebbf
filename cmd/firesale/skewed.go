package main

import (
	"fmt"
	"math"
	"slices"

	"firesale/experiments/results"
)

// A longTail is a metric whose runs at a point are so skewed that Student's interval does not hold.
type longTail struct {
	point  int
	metric string
}

// readLongTails takes the intervals that hold from the table that has them, if there is one.
func (a *answer) readLongTails(dir string) error {
	folder, err := results.Open(dir)
	if err != nil || !slices.Contains(folder.Tables(), "tails") {
		return err
	}
	t, err := folder.Read("tails", "point", "metric", "statistic", "lo", "hi")
	if err != nil {
		return err
	}
	for i := range t.Len() {
		if statistic, _ := t.Cells("statistic")[i].Text(); statistic == "mean" {
			point, _ := t.Cells("point")[i].Int()
			metric, _ := t.Cells("metric")[i].Text()
			a.long[longTail{int(point), metric}] = [2]results.Cell{t.Cells("lo")[i], t.Cells("hi")[i]}
		}
	}
	return nil
}

// unbounded stands for an end of an interval that is not known.
const unbounded = "?"

// between is a mean with the ends of its interval, of which one may be unknown.
func between(x float64, ends [2]results.Cell, scale float64) string {
	lo, low := ends[0].Float()
	hi, high := ends[1].Float()
	half := math.Abs(x) / 2
	switch {
	case low && high:
		half = (hi - lo) / 2
	case low && lo < x:
		half = min(half, x-lo)
	case high && hi > x:
		half = min(half, hi-x)
	}
	digits := digitsOf(scale * half)
	bound := func(x float64, known bool) string {
		if !known {
			return unbounded
		}
		return fixed(scale*x, digits)
	}
	return fmt.Sprintf("%s [%s, %s]", fixed(scale*x, digits), bound(lo, low), bound(hi, high))
}
