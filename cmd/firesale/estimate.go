package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"firesale/experiments"
)

// unit is that of a column, scaled to what is in it; false if no point has the quantity.
func (a *answer) unit(q *quantity) (unit string, exists bool) {
	if slices.Contains(ofLoans, q.metric) && !a.study.Lends() || q.metric == cured.metric && !a.study.Answers() {
		return "", false
	}
	largest := math.Inf(-1)
	for i := range a.summary.Len() {
		if x, _, ok := a.mean(*q, i); ok {
			largest = max(largest, math.Abs(x))
		}
	}
	switch {
	case q.form == percent || q.form == chance:
		unit = "%"
	case q.form == dollars && largest >= 1e7:
		unit, q.form = "M USD", millions
	case q.form == dollars:
		unit = "USD"
	}
	return unit, largest >= 0
}

// shows says whether any of the columns has a number at a point: a table without one is left out.
func (a *answer) shows(columns []quantity) bool {
	return slices.ContainsFunc(columns, func(q quantity) bool {
		_, exists := a.unit(&q)
		return exists
	})
}

// mean is the mean of a quantity at a point and half of its interval, NaN where there is none. Ratios are those of totals.
func (a *answer) mean(q quantity, point int) (x, half float64, ok bool) {
	mean, lo, hi := q.metric+".mean", q.metric+".lo", q.metric+".hi"
	switch {
	case a.summary.Has(q.metric + ".total"):
		mean, lo, hi = q.metric+".total", q.metric+".total_lo", q.metric+".total_hi"
	case a.controlled(q, point):
		mean, lo, hi = q.metric+".cv", q.metric+".cv_lo", q.metric+".cv_hi"
	}
	if !a.summary.Has(mean) {
		return 0, 0, false // a metric of another kind of study
	}
	x, ok = a.summary.Cells(mean)[point].Float()
	low, known := a.summary.Cells(lo)[point].Float()
	high, both := a.summary.Cells(hi)[point].Float()
	if !known || !both {
		return x, math.NaN(), ok
	}
	return x, (high - low) / 2, ok
}

// controlled says whether the twin was a control variate of the mean.
func (a *answer) controlled(q quantity, point int) bool {
	if !a.summary.Has(q.metric + ".cv") {
		return false
	}
	_, ok := a.summary.Cells(q.metric + ".cv")[point].Float()
	return ok
}

func (a *answer) estimate(q quantity, point int) string {
	x, half, ok := a.mean(q, point)
	scale := map[form]float64{percent: 100, millions: 1e-6}[q.form]
	if scale == 0 {
		scale = 1
	}
	ends, skewed := a.long[longTail{point, q.metric}]
	switch {
	case !ok:
		return "-"
	case q.form == chance:
		return a.chance(q.metric, point)
	case skewed && !a.summary.Has(q.metric+".total") && !a.controlled(q, point):
		text := between(x, ends, scale)
		a.skewed, a.open = true, a.open || strings.Contains(text, unbounded)
		return text
	case q.form == dollars && math.IsNaN(half):
		return grouped(x)
	}
	return estimate(scale*x, scale*half)
}

// chance is a share of the runs with its interval.
func (a *answer) chance(metric string, point int) string {
	x, _ := a.summary.Cells(metric + ".mean")[point].Float()
	lo, _ := a.summary.Cells(metric + ".lo")[point].Float()
	hi, known := a.summary.Cells(metric + ".hi")[point].Float()
	if !known || a.study.Spec.Run.Replications == 1 {
		return exact(100 * x)
	}
	return withEnds(100*x, 100*lo, 100*hi)
}

// legend says how to read the tables.
func (a *answer) legend() {
	a.explainAxes()
	ratios := ""
	if a.study.Spec.Run.Twin {
		ratios = "; amplification and reproduction are ratios of totals"
	}
	switch {
	case a.study.Spec.Run.Stop != nil:
		fmt.Fprintln(a.w, "mean ± half of its 95% interval over the runs of the point"+ratios)
	case a.uneven():
		fmt.Fprintln(a.w, "mean ± half of its 95% interval over the runs of the point that did not fail"+ratios)
	case a.study.Spec.Run.Replications == 1:
		fmt.Fprintln(a.w, "one run a point: no intervals")
	case a.study.Spec.Run.Antithetic:
		fmt.Fprintf(a.w, "mean ± half of its 95%% interval over %s a point%s\n",
			count(int(a.study.Spec.Run.Replications)/2, "antithetic pair"), ratios)
	default:
		fmt.Fprintf(a.w, "mean ± half of its 95%% interval over %s a point%s\n",
			count(int(a.study.Spec.Run.Replications), "run"), ratios)
	}
	if runs := a.study.Spec.Run.Replications; runs > 1 && runs < experiments.LeastForTail && a.study.Spec.Run.Stop == nil {
		fmt.Fprintf(a.w, "fewer than %d runs a point: too few to see a long tail, of which these intervals know nothing\n", experiments.LeastForTail)
	}
	if runs := a.study.Spec.Run.Control; runs > 0 {
		fmt.Fprintf(a.w, "means with the twin as control variate, by %s of it alone\n", count(int(runs), "run"))
	}
	if a.skewed {
		fmt.Fprintln(a.w, "mean [95% interval by bootstrap-t]: runs so skewed that the usual interval is too short")
	}
	if a.open {
		fmt.Fprintln(a.w, unbounded+": too few runs to know that end of the interval")
	}
	if a.study.Spec.Run.Twin {
		fmt.Fprintln(a.w, "fall: of the price, from first to lowest; alone: in the twin, where sales move nothing; a loss below zero is a gain")
		interval := " [95% interval]"
		if a.study.Spec.Run.Replications == 1 {
			interval = ""
		}
		fmt.Fprintf(a.w, "cascades: runs with sales that feedback caused and a fall %g times as deep as alone or deeper%s; fall in one: the mean of those\n",
			a.study.Spec.Record.CascadeAmplification, interval)
	}
	if a.shows([]quantity{cured}) {
		fmt.Fprintln(a.w, "calls cured: of the principal whose margin call ended, by a cure or a liquidation, what was cured")
	}
	if a.shows(execution(a.study)) {
		fmt.Fprintln(a.w, "below trigger: what all coins brought against the marks by which their liquidations began; below arrival: against the mids before their first orders; hours under water: those of coins that waited while their loan owed more than they were worth, per coin sold")
	}
}

// explainAxes says which address each short head stands for.
func (a *answer) explainAxes() {
	var heads []string
	for _, axis := range a.study.Axes {
		if head := a.axisHead(axis); head != axis.Address {
			heads = append(heads, head+": "+axis.Address)
		}
	}
	fmt.Fprintln(a.w)
	if len(heads) > 0 {
		fmt.Fprintln(a.w, strings.Join(heads, "; "))
	}
}
