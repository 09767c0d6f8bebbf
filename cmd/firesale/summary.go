package main

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"firesale/experiments"
	"firesale/experiments/results"
	"firesale/plots"
)

// printQuestion says what is asked: title, size, and what a reader must know before believing the answer.
func printQuestion(w io.Writer, s *experiments.Study) {
	if s.Spec.Title != "" {
		fmt.Fprintln(w, s.Spec.Title)
	}
	twin := ""
	if s.Spec.Run.Twin {
		twin = ", each with its twin without feedback"
	}
	fmt.Fprintf(w, "%s × %s%s\n", count(len(s.Points), "point"), count(int(s.Spec.Run.Replications), "replication"), twin)
	for _, note := range s.Notes {
		fmt.Fprintln(w, "note:", note)
	}
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return grouped(float64(n)) + " " + what
}

// printRate says how fast it was; nothing of it is in the results.
func printRate(w io.Writer, s *experiments.Study, o experiments.Outcome, took time.Duration) {
	switch {
	case o.Complete:
		fmt.Fprintln(w, "complete already: nothing to run")
		return
	case o.Resumed > 0:
		fmt.Fprintf(w, "resumed: %s found, %s run\n", count(int(o.Resumed), "run"), grouped(float64(o.Ran)))
	}
	seconds := max(took.Seconds(), 1e-3)
	work := s.LoanSteps() * float64(o.Ran) / float64(s.Cells())
	fmt.Fprintf(w, "%s in %.1f s: %s replications and %.2g loan-steps a second\n",
		count(int(o.Ran), "run"), seconds, grouped(math.Round(float64(o.Ran)/seconds)), work/seconds)
}

// shown is what the summary table shows of every study, in its order; what does not exist anywhere is left out.
var shown = []struct{ metric, head string }{
	{"drawdown_exogenous", "fall alone"}, {"drawdown", "fall with sales"}, {"amplification", "amplification"}, {"reproduction", "reproduction"},
	{"liquidated_share", "liquidated"}, {"waves", "waves"}, {"ltv_at_sale_max", "max LTV at sale"}, {"shortfall_usd", "shortfall, USD"},
}

// printSummary prints the answer: a row a point, every mean with its 95% interval.
func printSummary(w io.Writer, s *experiments.Study, dir string) error {
	t, err := results.Read(dir, "summary")
	if err != nil {
		return err
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	var head []string
	for _, a := range s.Axes {
		head = append(head, shortAddress(a.Address))
	}
	columns := shownColumns(s, t)
	for _, c := range columns {
		head = append(head, c.head)
	}
	fmt.Fprintln(w)
	fmt.Fprintln(out, strings.Join(head, "\t")+"\t")
	for i := range t.Len() {
		var cells []string
		for _, a := range s.Axes {
			cells = append(cells, t.Cells(a.Address)[i].String())
		}
		for _, c := range columns {
			cells = append(cells, estimate(t, c.metric, i))
		}
		fmt.Fprintln(out, strings.Join(cells, "\t")+"\t")
	}
	if err := out.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(w, "\nmean ± half of its 95%% interval over %s a point; amplification and reproduction from totals\n", count(int(s.Spec.Run.Replications), "run"))
	return nil
}

type shownColumn struct{ metric, head string }

func shownColumns(s *experiments.Study, t *results.Table) []shownColumn {
	var columns []shownColumn
	add := func(metric, head string) {
		for _, c := range t.Cells(metric + ".mean") {
			if !c.IsNull() {
				columns = append(columns, shownColumn{metric, head})
				return
			}
		}
	}
	for _, m := range shown {
		add(m.metric, m.head)
	}
	for _, note := range s.NoteColumns() {
		add(note, strings.TrimPrefix(note, "loss_usd.")+" loss, USD")
	}
	return columns
}

func shortAddress(address string) string {
	parts := strings.Split(address, ".")
	return parts[len(parts)-1]
}

// estimate is a mean with half of its interval, both rounded to the second digit of the half.
func estimate(t *results.Table, metric string, row int) string {
	mean, lo, hi := metric+".mean", metric+".lo", metric+".hi"
	if t.Has(metric + ".total") {
		mean, lo, hi = metric+".total", metric+".total_lo", metric+".total_hi"
	}
	x, ok := t.Cells(mean)[row].Float()
	if !ok {
		return "-"
	}
	low, known := t.Cells(lo)[row].Float()
	high, _ := t.Cells(hi)[row].Float()
	half := (high - low) / 2
	if !known || half == 0 {
		return exact(x)
	}
	digits := max(0, 1-int(math.Floor(math.Log10(half))))
	return round(x, digits) + " ± " + round(half, digits)
}

// exact is a number without an interval: what a single run gave.
func exact(x float64) string {
	if x == math.Trunc(x) || math.Abs(x) >= 1000 {
		return grouped(math.Round(x))
	}
	return strconv.FormatFloat(x, 'g', 6, 64)
}

func round(x float64, digits int) string {
	if math.Abs(x) >= 1000 {
		scale := math.Pow(10, math.Max(0, math.Floor(math.Log10(math.Abs(x)))-5))
		return grouped(math.Round(x/scale) * scale)
	}
	return strconv.FormatFloat(x, 'f', min(digits, 6), 64)
}

// grouped writes a whole number with thousands apart.
func grouped(x float64) string {
	s := strconv.FormatFloat(math.Abs(x), 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if x < 0 {
		return "-" + s
	}
	return s
}

// printFigures says where the pictures are, and why one is empty.
func printFigures(w io.Writer, drawn []plots.Drawn) {
	fmt.Fprintln(w)
	for _, d := range drawn {
		if d.Note != "" {
			fmt.Fprintf(w, "figure %s: %s\n", d.Figure, d.Note)
			continue
		}
		fmt.Fprintf(w, "figure %s: %s\n", d.Figure, strings.Join(d.Files, ", "))
	}
}
