package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"firesale/experiments"
	"firesale/experiments/results"
)

// mostAnalysed is how many metrics are shown; the table has all of them.
const mostAnalysed = 3

// answers is what a metric answers to: rows of sensitivity.parquet.
type answers struct {
	table *results.Table
	rows  []int           // of one metric
	shown map[string]bool // indices, and unknowable, that need a word of explanation
}

// unknowable marks an index whose interval is as wide as all of the variance.
const unknowable = "?"

// indexWords explains the indices, and the marks behind them.
var indexWords = []struct{ shown, words string }{
	{"S1", "S1: share of the variance that the input makes alone"},
	{"ST", "ST: with all that it takes part in"},
	{"mu_star", "mu_star: mean size of its effects"},
	{"mu", "mu: their mean"},
	{"sigma", "sigma: their spread"},
	{"pawn", "pawn: median distance of distributions with the input fixed and free; dummy: an input that does nothing"},
	{unknowable, "?: too few points, the interval is wider than all of the variance"},
}

// printSensitivity says what the first metrics that vary answer to, and how much of them is luck.
func printSensitivity(w io.Writer, s *experiments.Study, dir string) error {
	folder, err := results.Open(dir)
	if err != nil || !slices.Contains(folder.Tables(), "sensitivity") {
		return err
	}
	table, err := folder.Read("sensitivity")
	if err != nil {
		return err
	}
	shown, explained := 0, map[string]bool{}
	for _, q := range slices.Concat(prices[1:], losses, noteLosses(s)) {
		a := answers{table: table, shown: explained}
		for i, cell := range table.Cells("metric") {
			if name, _ := cell.Text(); name == q.metric {
				a.rows = append(a.rows, i)
			}
		}
		if shown < mostAnalysed && a.print(w, q) {
			shown++
		}
	}
	if shown > 0 {
		fmt.Fprintln(w, "\nestimate [95% interval]; ≈ 0: not distinguishable from 0, or with pawn from the dummy")
		var words []string
		for _, x := range indexWords {
			if explained[x.shown] {
				words = append(words, x.words)
			}
		}
		fmt.Fprintln(w, strings.Join(words, "; "))
	}
	return nil
}

func (a answers) text(column string, row int) string {
	text, _ := a.table.Cells(column)[row].Text()
	return text
}

// print writes a line an input, with a column an index. It is false if there is none.
func (a answers) print(w io.Writer, q quantity) bool {
	var inputs, indices []string
	cells := map[[2]string]string{}
	runs, leftOut, luck := int64(0), int64(0), ""
	for _, i := range a.rows {
		if reason := a.text("reason", i); reason != "" {
			fmt.Fprintf(w, "\n%s: %s\n", q.metric, reason)
			return false
		}
		index, input := a.text("index", i), a.text("input", i)
		switch {
		case index == "noise":
			luck = "; of the variance of single runs " + a.share(i) + " is luck"
			continue
		case input == "" || a.text("with", i) != "":
			continue
		}
		runs, _ = a.table.Cells("runs")[i].Int()
		leftOut, _ = a.table.Cells("left_out")[i].Int()
		if !slices.Contains(inputs, input) {
			inputs = append(inputs, input)
		}
		if !slices.Contains(indices, index) {
			indices, a.shown[index] = append(indices, index), true
		}
		cells[[2]string{input, index}] = a.interval(i)
	}
	if len(inputs) == 0 {
		return false
	}
	if leftOut > 0 {
		luck += "; without the blocks of " + count(int(leftOut), "point") + " where it does not exist"
	}
	fmt.Fprintf(w, "\n%s, %s%s\n", q.metric, count(int(runs), "run"), luck)
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(out, "\t%s\t\n", strings.Join(indices, "\t"))
	for _, input := range inputs {
		line := input + "\t"
		for _, index := range indices {
			line += cells[[2]string{input, index}] + "\t"
		}
		fmt.Fprintln(out, line)
	}
	out.Flush()
	return true
}

// interval is an estimate with the ends of its interval, to two digits of its width.
func (a answers) interval(row int) string {
	x, _ := a.table.Cells("value")[row].Float()
	lo, known := a.table.Cells("lo")[row].Float()
	hi, both := a.table.Cells("hi")[row].Float()
	text := exact(x)
	if known && both {
		digits := digitsOf((hi - lo) / 2)
		text = fmt.Sprintf("%s [%s, %s]", fixed(x, digits), fixed(lo, digits), fixed(hi, digits))
	}
	switch {
	case a.text("distinguishable", row) != "no":
		return text
	case known && both && (lo > 0 || hi < 0) && a.text("index", row) != "pawn":
		a.shown[unknowable] = true
		return text + " " + unknowable
	}
	return text + " ≈ 0"
}

// share is a share with its interval, in per cent.
func (a answers) share(row int) string {
	x, _ := a.table.Cells("value")[row].Float()
	lo, _ := a.table.Cells("lo")[row].Float()
	hi, _ := a.table.Cells("hi")[row].Float()
	return fmt.Sprintf("%s%% [%s, %s]", fixed(100*x, 0), fixed(100*lo, 0), fixed(100*hi, 0))
}
