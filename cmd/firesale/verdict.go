package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"firesale/experiments/oracle"
)

// verdict prints what the suite finds as it comes, a row a comparison or a row a case, and counts.
type verdict struct {
	out      io.Writer
	layout   layout
	strict   bool
	count    oracle.Tally   // of all cases
	tallies  []oracle.Tally // of each
	misses   []string       // rows that failed, and those skipped if that counts, to be read again at the end
	headDone bool
}

// A layout is how rows are laid out.
type layout struct{ markdown, byCase bool }

// add takes a comparison.
func (v *verdict) add(r oracle.Row) {
	if n := len(v.tallies); n == 0 || v.tallies[n-1].Case != r.Case {
		v.endCase() // of the case before
		v.tallies = append(v.tallies, *oracle.NewTally(r.Case))
	}
	v.tallies[len(v.tallies)-1].Add(r)
	v.count.Add(r)
	switch {
	case r.Skipped:
		if v.layout.byCase {
			v.misses = append(v.misses, fmt.Sprintf("%s %s: skipped: %s", r.Case, r.Quantity, r.Reason))
		}
	case !r.Pass:
		v.misses = append(v.misses, strings.TrimRight(fmt.Sprintf("%s %s: want %s %s, got %s. %s", r.Case, r.Quantity, r.Expected, r.Tolerance, r.Got, r.Reason), ". "))
	}
	if !v.layout.byCase {
		v.head("case", "quantity", "expected", "got", "tolerance", "")
		v.line(r.Case, r.Quantity, r.Expected, r.Got, r.Tolerance, word(r))
	}
}

func word(r oracle.Row) string {
	switch {
	case r.Skipped:
		return "skipped: " + r.Reason
	case r.Pass:
		return "pass"
	}
	return strings.TrimSpace("FAIL " + r.Reason)
}

// head prints the heads of columns before the first row.
func (v *verdict) head(columns ...string) {
	if v.headDone {
		return
	}
	v.headDone = true
	v.line(columns...)
	if v.layout.markdown {
		fmt.Fprintln(v.out, "|"+strings.Repeat("---|", len(columns)))
	}
}

// widths of the columns on a terminal, a row a comparison and a row a case; right-aligned if below zero.
var rowWidths, caseWidths = []int{5, 58, -18, -18, 20}, []int{5, -11, -6, -7, -7, 5}

func (v *verdict) line(cells ...string) {
	if v.layout.markdown {
		fmt.Fprintf(v.out, "| %s |\n", strings.Join(cells, " | "))
		return
	}
	widths := rowWidths
	if v.layout.byCase {
		widths = caseWidths
	}
	var b strings.Builder
	for i, cell := range cells {
		if i < len(widths) {
			cell = fmt.Sprintf("%*s", -widths[i], cell)
		}
		b.WriteString(cell + " ")
	}
	fmt.Fprintln(v.out, strings.TrimRight(b.String(), " "))
}

// endCase prints the case that has just ended.
func (v *verdict) endCase() {
	if len(v.tallies) == 0 || !v.layout.byCase {
		return
	}
	t := v.tallies[len(v.tallies)-1]
	word := "pass"
	if t.Failed > 0 || v.strict && t.Skipped > 0 {
		word = "FAIL"
	}
	what := oracle.Cases[slices.IndexFunc(oracle.Cases, func(c oracle.Case) bool { return c.Name == t.Case })].Doc
	counts := []string{fmt.Sprint(t.Rows), fmt.Sprint(t.Passed), fmt.Sprint(t.Skipped), nearest(t.Worst.Off), word}
	if v.layout.markdown {
		v.head("case", "what; the comparison nearest to its tolerance", "comparisons", "passed", "skipped", "nearest", "")
		v.line(slices.Concat([]string{t.Case, what + nearestRow("<br>*%s*", t.Worst)}, counts)...)
		return
	}
	v.head("case", "comparisons", "passed", "skipped", "nearest", "", "what; the comparison nearest to its tolerance (1 = at it)")
	v.line(slices.Concat([]string{t.Case}, counts, []string{what})...)
	fmt.Fprint(v.out, nearestRow(strings.Repeat(" ", 47)+"%s\n", t.Worst))
}

// nearest is how much of its tolerance the worst comparison took.
func nearest(off float64) string {
	switch {
	case math.IsNaN(off):
		return "exact"
	case off < 0.005:
		return "< 0.01"
	}
	return fmt.Sprintf("%.2f", off)
}

// nearestRow prints the comparison that took most of its tolerance, if one took any of it.
func nearestRow(format string, r oracle.Row) string {
	if !(r.Off >= 0.005) {
		return ""
	}
	return fmt.Sprintf(format, fmt.Sprintf("%s: %s, got %s, %s", r.Quantity, r.Expected, r.Got, r.Tolerance))
}

// conclude repeats what missed, and counts.
func (v *verdict) conclude(started time.Time) error {
	v.endCase()
	for _, miss := range v.misses {
		fmt.Fprintf(v.out, "\n%s", miss)
	}
	if len(v.misses) > 0 {
		fmt.Fprintln(v.out)
	}
	fmt.Fprintf(v.out, "\n%d passed, %d failed, %d skipped, in %.0f s\n", v.count.Passed, v.count.Failed, v.count.Skipped, time.Since(started).Seconds())
	if v.count.Failed > 0 || v.strict && v.count.Skipped > 0 {
		return failure{errors.New("validation failed")}
	}
	return nil
}
