package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"firesale/experiments"
	"firesale/experiments/results"
)

// mostShown is the longest table on a terminal, in points.
const mostShown = 30

// printSummary prints the answer: a row a point, every mean with its 95% interval, in tables that fit a screen. The
// points of a saltelli or morris design mean nothing one by one.
func printSummary(w io.Writer, s *experiments.Study, dir string) error {
	if s.Screens() {
		return nil
	}
	t, err := results.Read(dir, "summary")
	if err != nil {
		return err
	}
	a := &answer{w: w, study: s, summary: t, long: map[longTail][2]results.Cell{}}
	if err := a.readLongTails(dir); err != nil {
		return err
	}
	for _, columns := range [][]quantity{prices, cycles, losses, execution(s), noteLosses(s), inBook(s)} {
		if err := a.table(columns); err != nil {
			return err
		}
	}
	if n := t.Len() - mostShown; n > 0 {
		fmt.Fprintf(w, "\nand %s more\n", count(n, "point"))
	}
	if a.printed {
		a.legend()
	}
	return nil
}

type answer struct {
	w       io.Writer
	study   *experiments.Study
	summary *results.Table
	long    map[longTail][2]results.Cell // the ends of intervals that are not Student's
	printed bool                         // anything at all: not where every run failed
	skewed  bool                         // one of them was shown
	open    bool                         // and one without an end
}

func (a *answer) table(columns []quantity) error {
	var heads []string
	for _, axis := range a.study.Axes {
		heads = append(heads, a.axisHead(axis))
	}
	uneven := a.uneven()
	if uneven {
		heads = append(heads, "runs")
	}
	var shown []quantity
	for _, q := range columns {
		if unit, ok := a.unit(&q); ok {
			shown, heads = append(shown, q), append(heads, strings.TrimSuffix(q.head+", "+unit, ", "))
		}
	}
	if len(shown) == 0 {
		return nil
	}
	out := tabwriter.NewWriter(a.w, 0, 0, 2, ' ', tabwriter.AlignRight)
	a.printed = true
	fmt.Fprintf(a.w, "\n")
	fmt.Fprintln(out, strings.Join(heads, "\t")+"\t")
	for i := range min(a.summary.Len(), mostShown) {
		var cells []string
		for _, v := range a.study.Points[i].Values {
			cells = append(cells, asWritten(v))
		}
		if runs, _ := a.summary.Cells("runs")[i].Int(); uneven {
			cells = append(cells, grouped(float64(runs)))
		}
		for _, q := range shown {
			cells = append(cells, a.estimate(q, i))
		}
		fmt.Fprintln(out, strings.Join(cells, "\t")+"\t")
	}
	return out.Flush()
}

// uneven says whether points may rest on different numbers of runs: because the study stops by itself, or because runs failed.
func (a *answer) uneven() bool {
	return a.study.Spec.Run.Stop != nil || slices.ContainsFunc(a.summary.Cells("runs"), func(c results.Cell) bool {
		runs, _ := c.Int()
		return runs < a.study.Spec.Run.Replications
	})
}

// axisHead is the last part of an address, of a kind the last two, or all of it where two axes end alike.
func (a *answer) axisHead(axis experiments.Axis) string {
	table, last := cutLast(axis.Address)
	if last == "kind" {
		_, of := cutLast(table)
		last = of + "." + last
	}
	for _, other := range a.study.Axes {
		if other.Address != axis.Address && strings.HasSuffix(other.Address, "."+last) {
			return axis.Address
		}
	}
	return last
}

// cutLast cuts an address before its last key.
func cutLast(address string) (table, key string) {
	i := strings.LastIndex(address, ".")
	return address[:max(i, 0)], address[i+1:]
}

// longest is the text of a ratio that is shown in full.
const longest = 8

// asWritten is a value of an axis as the study has it: -30%, 250,000.
func asWritten(v any) string {
	switch v := v.(type) {
	case int64:
		return grouped(float64(v))
	case float64:
		return exact(v)
	case time.Time:
		return v.Format(time.DateOnly)
	case []any:
		var words []string
		for _, x := range v {
			words = append(words, asWritten(x))
		}
		return strings.Join(words, ", ")
	case string:
		if len(v) > longest {
			return drawn(v)
		}
	}
	return fmt.Sprint(v)
}

// drawn is a ratio or a duration that a design has drawn, and that has no end of digits: 46.25%, 4.899h; other text as it is.
func drawn(text string) string {
	if x, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64); err == nil && strings.HasSuffix(text, "%") {
		return strconv.FormatFloat(x, 'g', 4, 64) + "%"
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return text
	}
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{time.Hour, "h"}, {time.Minute, "m"}, {time.Second, "s"}} {
		if d >= unit.length {
			return strconv.FormatFloat(float64(d)/float64(unit.length), 'g', 4, 64) + unit.name
		}
	}
	return text
}
