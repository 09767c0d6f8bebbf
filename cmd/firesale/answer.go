package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"firesale/experiments"
	"firesale/experiments/metric"
	"firesale/experiments/results"
)

// A quantity is a column of the answer: a metric, and how a person reads it.
type quantity struct {
	metric, head string
	form         form
}

type form int

const (
	asIs     form = iota
	percent       // of a share
	chance        // of a probability: the ends of its interval, which lie unevenly about it
	dollars       // becomes millions where one is large
	millions      // of dollars
)

// prices and sales, and what they did to lenders; a quantity that exists in no point is left out.
var (
	prices = []quantity{
		{"drawdown_exogenous", "fall alone", percent},
		{"drawdown", "fall with sales", percent},
		{"amplification", "amplification", asIs},
		{"reproduction", "reproduction", asIs},
		{"liquidated_share", "loans sold", percent},
		{"waves", "waves", asIs},
	}
	losses = []quantity{
		{"cascade", "cascades", chance},
		{"cascade_drawdown", "fall in one", percent},
		{"ltv_at_sale_max", "max LTV at sale", percent},
		{"shortfall_usd", "shortfall", dollars},
	}
	cycles = []quantity{
		{"cycle_amplitude", "cycle amplitude", asIs},
		{"originated_usd", "new loans", dollars},
		{"renewed_usd", "renewed", dollars},
		{"issued_deals", "deals issued", asIs},
		{"early_amortizations", "amortized early", asIs},
	}
)

// mostShown is the longest table on a terminal, in points.
const mostShown = 60

// printSummary prints the answer: a row a point, every mean with its 95% interval, in two tables that fit a screen. The
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
	for _, columns := range [][]quantity{prices, cycles, slices.Concat(losses, noteLosses(s)), inBook(s)} {
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

func noteLosses(s *experiments.Study) (columns []quantity) {
	for _, note := range s.NoteColumns() {
		columns = append(columns, quantity{note, "loss " + strings.TrimPrefix(note, "loss_usd."), dollars})
	}
	return columns
}

// inBook is what only an order book has: what traded there, and what each lender's coins were sold for.
func inBook(s *experiments.Study) (columns []quantity) {
	heads := map[string]string{"trades": "trades", "volume_btc": "volume, BTC", "spread_ticks": "spread, ticks"}
	for _, name := range s.BookColumns() {
		head, of := heads[name], asIs
		if lender, ok := strings.CutPrefix(name, metric.SalePrice.Name+"."); ok {
			head, of = "sale price "+lender, dollars
		}
		columns = append(columns, quantity{name, head, of})
	}
	return columns
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
	uneven := a.study.Spec.Run.Stop != nil
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
	case string:
		if x, err := strconv.ParseFloat(strings.TrimSuffix(v, "%"), 64); err == nil && strings.HasSuffix(v, "%") && len(v) > longest {
			return strconv.FormatFloat(x, 'g', 4, 64) + "%" // drawn by a design
		}
	}
	return fmt.Sprint(v)
}

// unit is that of a column, scaled to what is in it; false if no point has the quantity.
func (a *answer) unit(q *quantity) (unit string, exists bool) {
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

// mean is the mean of a quantity at a point and half of its interval, NaN where there is none. Ratios are those of totals.
func (a *answer) mean(q quantity, point int) (x, half float64, ok bool) {
	mean, lo, hi := q.metric+".mean", q.metric+".lo", q.metric+".hi"
	if a.summary.Has(q.metric + ".total") {
		mean, lo, hi = q.metric+".total", q.metric+".total_lo", q.metric+".total_hi"
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
	case skewed && !a.summary.Has(q.metric+".total"):
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
	digits := digitsOf(50 * (hi - lo))
	return fmt.Sprintf("%s [%s, %s]", fixed(100*x, digits), fixed(100*lo, digits), fixed(100*hi, digits))
}

// legend says how to read the tables.
func (a *answer) legend() {
	ratios := ""
	if a.study.Spec.Run.Twin {
		ratios = "; amplification and reproduction are ratios of totals"
	}
	switch {
	case a.study.Spec.Run.Stop != nil:
		fmt.Fprintln(a.w, "\nmean ± half of its 95% interval over the runs of the point"+ratios)
	case a.study.Spec.Run.Replications == 1:
		fmt.Fprintln(a.w, "\none run a point: no intervals")
	case a.study.Spec.Run.Antithetic:
		fmt.Fprintf(a.w, "\nmean ± half of its 95%% interval over %s a point; %s\n",
			count(int(a.study.Spec.Run.Replications)/2, "antithetic pair"), ratios)
	default:
		fmt.Fprintf(a.w, "\nmean ± half of its 95%% interval over %s a point%s\n",
			count(int(a.study.Spec.Run.Replications), "run"), ratios)
	}
	if runs := a.study.Spec.Run.Replications; runs > 1 && runs < experiments.LeastForTail && a.study.Spec.Run.Stop == nil {
		fmt.Fprintf(a.w, "fewer than %d runs a point: too few to see a long tail, of which these intervals know nothing\n", experiments.LeastForTail)
	}
	if a.skewed {
		fmt.Fprintln(a.w, "mean [95% interval by bootstrap-t]: runs so skewed that the usual interval is too short")
	}
	if a.open {
		fmt.Fprintln(a.w, unbounded+": too few runs to know that end of the interval")
	}
	if a.study.Spec.Run.Twin {
		fmt.Fprintln(a.w, "fall: of the price, from first to lowest; alone: in the twin, where sales move nothing; a loss below zero is a gain")
		fmt.Fprintf(a.w, "cascades: runs with sales that feedback caused and a fall %g times as deep as alone or deeper [95%% interval]; fall in one: the mean of those\n",
			a.study.Spec.Record.CascadeAmplification)
	}
}
