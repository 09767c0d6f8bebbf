package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"firesale/experiments"
	"firesale/experiments/results"
)

// shares is the attribution of a result: rows of attribution_summary.parquet.
type shares struct{ table *results.Table }

// A shareRow is one whose numbers are shown: a lender's loans, or a note of its deal.
type shareRow struct{ name, lender, item string }

// onLoans is the item of rows about a lender's loans.
const onLoans = "shortfall_usd"

// A shareColumn is one of those numbers, with the sentence below the table that explains it. An empty cause, on or item is
// the row's own.
type shareColumn struct {
	head, measure   string
	cause, on, item string
	scale           float64
	note            string
}

const bySales = "by a lender's sales: shortfall of the others and depth of the fall with it, less without it"

var lenderColumns = []shareColumn{
	{"costs others, USD", "leave-one-out", "", "others", "", 1, bySales},
	{"per dollar lent, c", "per-dollar", "", "others", "", 100, bySales},
	{"deepens the fall, bp", "leave-one-out", "", "market", "fall", 1e4, bySales},
	{"loses by others, USD", "vulnerability", "others", "", "", 1, "loses by others: its shortfall, less alone"},
	{"Shapley, USD", "shapley", "", "system", "", 1, "Shapley: its part of all losses, averaged over the orders of joining"},
	{"of the densest, %", "trigger-share", "", "system", "coins", 100, "of the densest: its part of what is for sale in that 1% of price in which most is"},
}

const addUp = "channels of a row add up to its shortfall; a loss below zero is a gain by that channel"

var channelColumns = []shareColumn{
	{"exogenous", "channel", "exogenous", "", "", 1, addUp},
	{"own impact", "channel", "own-impact", "", "", 1, addUp},
	{"peers' impact", "channel", "peers-impact", "", "", 1, addUp},
	{"liquidity", "channel", "liquidity", "", "", 1, addUp},
	{"delay", "channel", "delay", "", "", 1, addUp},
	{"without any", "channel", "none", "", "", 1, addUp},
}

// mostAttributed is how many points are shown; the table has all of them.
const mostAttributed = 4

// printAttribution says who costs whom how much, and through which channels, point by point.
func printAttribution(w io.Writer, s *experiments.Study, dir string) error {
	if s.Spec.Attribution == nil {
		return nil
	}
	table, err := results.Read(dir, "attribution_summary")
	if err != nil {
		return err
	}
	a, lenders := shares{table}, onLoansOf(s.Players())
	for point := range min(len(s.Points), mostAttributed) {
		at := ""
		for k, axis := range s.Axes {
			at += fmt.Sprintf(", %s = %s", axis.Address, asWritten(s.Points[point].Values[k]))
		}
		a.print(w, "who costs whom"+at, point, lenders, lenderColumns)
		a.printTails(w, at, point, lenders)
		if s.Spec.Attribution.Channels {
			a.print(w, "loss on loans by channel, USD"+at, point, append(slices.Clone(lenders), onLoansOf([]string{"system"})...), channelColumns)
		}
	}
	if left := len(s.Points) - mostAttributed; left > 0 {
		fmt.Fprintf(w, "\nwho costs whom at %s: firesale export %s attribution_summary\n", count(left, "more point"), dir)
	}
	return nil
}

func onLoansOf(lenders []string) (rows []shareRow) {
	for _, name := range lenders {
		rows = append(rows, shareRow{name, name, onLoans})
	}
	return rows
}

// print writes a title, a line a row, and what explains the columns; a column that is empty in all rows is left out.
func (a shares) print(w io.Writer, title string, point int, rows []shareRow, columns []shareColumn) {
	shown := slices.DeleteFunc(slices.Clone(columns), func(c shareColumn) bool {
		return !slices.ContainsFunc(rows, func(r shareRow) bool { return a.cell(point, r, c) != "-" })
	})
	if len(shown) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	a.lines(w, point, rows, shown)
	fmt.Fprintln(w)
	for i, c := range shown {
		if c.note != "" && !slices.ContainsFunc(shown[:i], func(before shareColumn) bool { return before.note == c.note }) {
			fmt.Fprintln(w, c.note)
		}
	}
}

// lines writes the heads of the columns and a line a row.
func (a shares) lines(w io.Writer, point int, rows []shareRow, columns []shareColumn) {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	defer out.Flush()
	heads := []string{""}
	for _, c := range columns {
		heads = append(heads, c.head)
	}
	fmt.Fprintln(out, strings.Join(heads, "\t")+"\t")
	for _, r := range rows {
		cells := []string{r.name}
		for _, c := range columns {
			cells = append(cells, a.cell(point, r, c))
		}
		fmt.Fprintln(out, strings.Join(cells, "\t")+"\t")
	}
}

// cell is a share with half of its interval, or with both ends of one that is not even about it, such as a probability's.
func (a shares) cell(point int, r shareRow, c shareColumn) string {
	i := a.row(point, r, c)
	if i < 0 {
		return "-"
	}
	x, exists := a.number("mean", i)
	if !exists {
		return "-"
	}
	lo, known := a.number("lo", i)
	hi, both := a.number("hi", i)
	if !known || !both {
		return exact(c.scale * x)
	}
	if math.Abs(x-(lo+hi)/2) > 0.05*(hi-lo) {
		return withEnds(c.scale*x, c.scale*lo, c.scale*hi)
	}
	return estimate(c.scale*x, c.scale*math.Abs(hi-lo)/2)
}

// row is where the number of a row and a column stands in the table, −1 if nowhere.
func (a shares) row(point int, r shareRow, c shareColumn) int {
	own := func(text, instead string) string {
		if text == "" {
			return instead
		}
		return text
	}
	for i := range a.table.Len() {
		if p, _ := a.table.Cells("point")[i].Int(); p == int64(point) && a.text("measure", i) == c.measure && a.text("item", i) == own(c.item, r.item) &&
			a.text("cause", i) == own(c.cause, r.lender) && a.text("on", i) == own(c.on, r.lender) {
			return i
		}
	}
	return -1
}

func (a shares) text(column string, row int) string {
	text, _ := a.table.Cells(column)[row].Text()
	return text
}

func (a shares) number(column string, row int) (float64, bool) {
	return a.table.Cells(column)[row].Float()
}
