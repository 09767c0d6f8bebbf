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

// A shareColumn is one of the numbers that are shown of a lender or a channel.
type shareColumn struct {
	head          string
	measure, item string
	scale         float64
	by            string // "cause": the row's name is the cause, else whom it falls on
	also          string // the other one
}

var lenderColumns = []shareColumn{
	{"costs others, USD", "leave-one-out", "shortfall_usd", 1, "cause", "others"},
	{"per dollar lent, c", "per-dollar", "shortfall_usd", 100, "cause", "others"},
	{"deepens the fall, bp", "leave-one-out", "fall", 1e4, "cause", "market"},
	{"loses by others, USD", "vulnerability", "shortfall_usd", 1, "on", "others"},
	{"Shapley, USD", "shapley", "shortfall_usd", 1, "cause", "system"},
	{"of the densest, %", "trigger-share", "coins", 100, "cause", "system"},
}

var channelColumns = []shareColumn{
	{"exogenous", "channel", "shortfall_usd", 1, "on", "exogenous"},
	{"own impact", "channel", "shortfall_usd", 1, "on", "own-impact"},
	{"peers' impact", "channel", "shortfall_usd", 1, "on", "peers-impact"},
	{"liquidity", "channel", "shortfall_usd", 1, "on", "liquidity"},
	{"delay", "channel", "shortfall_usd", 1, "on", "delay"},
	{"without any", "channel", "shortfall_usd", 1, "on", "none"},
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
	a, names := shares{table}, s.Players()
	for point := range min(len(s.Points), mostAttributed) {
		at := ""
		for k, axis := range s.Axes {
			at += fmt.Sprintf(", %s = %s", axis.Address, asWritten(s.Points[point].Values[k]))
		}
		a.print(w, "who costs whom"+at, point, names, lenderColumns)
		fmt.Fprintln(w, "\nby a lender's sales: shortfall of the others and depth of the fall with it, less without it; loses by others: its shortfall, less alone")
		fmt.Fprintln(w, "Shapley: its part of all losses, averaged over the orders of joining; of the densest: its part of what is for sale in that 1% of price in which most is")
		if s.Spec.Attribution.Channels {
			a.print(w, "loss on loans by channel, USD"+at, point, append(slices.Clone(names), "system"), channelColumns)
			fmt.Fprintln(w, "\nchannels of a row add up to its shortfall; a loss below zero is a gain by that channel")
		}
	}
	return nil
}

// print writes a line a lender; what no lender has is left out.
func (a shares) print(w io.Writer, title string, point int, names []string, columns []shareColumn) {
	var shown []shareColumn
	heads := title
	for _, c := range columns {
		if slices.ContainsFunc(names, func(name string) bool { return a.cell(point, name, c) != "-" }) {
			shown, heads = append(shown, c), heads+"\t"+c.head
		}
	}
	if len(shown) == 0 {
		return
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "\n")
	fmt.Fprintln(out, heads+"\t")
	for _, name := range names {
		cells := []string{name}
		for _, c := range shown {
			cells = append(cells, a.cell(point, name, c))
		}
		fmt.Fprintln(out, strings.Join(cells, "\t")+"\t")
	}
	out.Flush()
}

// cell is the mean of a share with half of its interval.
func (a shares) cell(point int, name string, c shareColumn) string {
	cause, on := name, c.also
	if c.by == "on" {
		cause, on = c.also, name
	}
	for i := range a.table.Len() {
		if p, _ := a.table.Cells("point")[i].Int(); p != int64(point) || a.text("measure", i) != c.measure ||
			a.text("cause", i) != cause || a.text("on", i) != on || a.text("item", i) != c.item {
			continue
		}
		x, _ := a.table.Cells("mean")[i].Float()
		lo, known := a.table.Cells("lo")[i].Float()
		hi, both := a.table.Cells("hi")[i].Float()
		if !known || !both {
			return exact(c.scale * x)
		}
		return estimate(c.scale*x, c.scale*math.Abs(hi-lo)/2)
	}
	return "-"
}

func (a shares) text(column string, row int) string {
	text, _ := a.table.Cells(column)[row].Text()
	return text
}
