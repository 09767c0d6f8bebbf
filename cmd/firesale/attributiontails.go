package main

import (
	"io"
	"strings"
)

const inCompany = "with everybody there, and alone"

// tailColumns is what lenders lose in bad runs, noteColumns what that does to notes, each in company and alone.
var tailColumns = []shareColumn{
	{"mean", "loss", "system", "", "", 1e-3, inCompany},
	{"alone", "loss", "", "", "", 1e-3, inCompany},
	{"99%", "loss-var99", "system", "", "", 1e-3, "99%: quantile"},
	{"alone", "loss-var99", "", "", "", 1e-3, inCompany},
	{"MES", "mes95", "system", "", "", 1e-3, "MES: its mean in the worst 5% of the runs for all of them"},
	{"ΔCoVaR", "delta-covar95", "", "system", "", 1e-3, "ΔCoVaR: the 95% quantile for all of them where it is in its own worst 5%, less that in its usual runs"},
}

var noteColumns = []shareColumn{
	{"mean", "loss", "system", "", "", 1e-3, inCompany},
	{"alone", "loss", "", "", "", 1e-3, inCompany},
	{"P(loss), %", "loss-probability", "system", "", "", 100, inCompany},
	{"alone", "loss-probability", "", "", "", 100, inCompany},
	{"99%", "loss-var99", "system", "", "", 1e-3, "99%: quantile"},
	{"alone", "loss-var99", "", "", "", 1e-3, inCompany},
	{"spread, bp a year", "contagion-spread", "others", "", "", 1, "spread: what pays for the difference of the means, a year of average life"},
}

// printTails shows what lenders and notes lose by being many, where the runs are enough for a tail.
func (a shares) printTails(w io.Writer, at string, point int, lenders []shareRow) {
	if i := a.row(point, lenders[0], tailColumns[4]); i >= 0 {
		if _, known := a.number("hi", i); known {
			a.print(w, "loss on loans, k USD"+at, point, lenders, tailColumns)
		}
	}
	if notes := a.notes(point); len(notes) > 0 {
		a.print(w, "loss of notes, k USD"+at, point, notes, noteColumns)
	}
}

// notes is the classes whose average life the table knows.
func (a shares) notes(point int) (rows []shareRow) {
	for i := range a.table.Len() {
		if p, _ := a.table.Cells("point")[i].Int(); p == int64(point) && a.text("measure", i) == "note-years" {
			name, _ := strings.CutPrefix(a.text("item", i), "loss_usd.")
			rows = append(rows, shareRow{name, a.text("on", i), a.text("item", i)})
		}
	}
	return rows
}
