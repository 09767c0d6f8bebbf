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

// A shareColumn is one of those numbers. An empty cause, on or item is the row's own.
type shareColumn struct {
	head, measure   string
	cause, on, item string
	scale           float64
}

var lenderColumns = []shareColumn{
	{"costs others, USD", "leave-one-out", "", "others", "", 1},
	{"per dollar lent, c", "per-dollar", "", "others", "", 100},
	{"deepens the fall, bp", "leave-one-out", "", "market", "fall", 1e4},
	{"loses by others, USD", "vulnerability", "others", "", "", 1},
	{"Shapley, USD", "shapley", "", "system", "", 1},
	{"of the densest, %", "trigger-share", "", "system", "coins", 100},
}

var channelColumns = []shareColumn{
	{"exogenous", "channel", "exogenous", "", "", 1},
	{"own impact", "channel", "own-impact", "", "", 1},
	{"peers' impact", "channel", "peers-impact", "", "", 1},
	{"liquidity", "channel", "liquidity", "", "", 1},
	{"delay", "channel", "delay", "", "", 1},
	{"without any", "channel", "none", "", "", 1},
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
		fmt.Fprintln(w, "\nby a lender's sales: shortfall of the others and depth of the fall with it, less without it; loses by others: its shortfall, less alone")
		fmt.Fprintln(w, "Shapley: its part of all losses, averaged over the orders of joining; of the densest: its part of what is for sale in that 1% of price in which most is")
		a.printTails(w, at, point, lenders)
		if s.Spec.Attribution.Channels {
			a.print(w, "loss on loans by channel, USD"+at, point, append(slices.Clone(lenders), onLoansOf([]string{"system"})...), channelColumns)
			fmt.Fprintln(w, "\nchannels of a row add up to its shortfall; a loss below zero is a gain by that channel")
		}
	}
	return nil
}

func onLoansOf(lenders []string) (rows []shareRow) {
	for _, name := range lenders {
		rows = append(rows, shareRow{name, name, onLoans})
	}
	return rows
}

// print writes a line a row; what no row has is left out. It reports whether there was anything.
func (a shares) print(w io.Writer, title string, point int, rows []shareRow, columns []shareColumn) bool {
	var shown []shareColumn
	heads := title
	for _, c := range columns {
		if slices.ContainsFunc(rows, func(r shareRow) bool { return a.cell(point, r, c) != "-" }) {
			shown, heads = append(shown, c), heads+"\t"+c.head
		}
	}
	if len(shown) == 0 {
		return false
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "\n")
	fmt.Fprintln(out, heads+"\t")
	for _, r := range rows {
		cells := []string{r.name}
		for _, c := range shown {
			cells = append(cells, a.cell(point, r, c))
		}
		fmt.Fprintln(out, strings.Join(cells, "\t")+"\t")
	}
	out.Flush()
	return true
}

// cell is a share with half of its interval.
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
