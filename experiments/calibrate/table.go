package calibrate

import (
	"math"

	"firesale/experiments/results"
)

// impactColumns are those of table impact.
var impactColumns = []results.Column{
	{Name: "kind", Doc: "sweep: one market order; paced: a child order every 10 s", Kind: results.Texts},
	{Name: "participation", Unit: "1", Doc: "share of the background's volume that is sold; null for a sweep"},
	{Name: "minutes", Unit: "min", Doc: "from the first to the last child order; null for a sweep"},
	{Name: "btc", Unit: "BTC", Doc: "sold, mean"},
	{Name: "impact", Unit: "log", Doc: "sweep: mid before over average fill; paced: mid without over mid with the sale at its last fill"},
	{Name: "lo", Unit: "log", Doc: "lower end of its 95% interval"},
	{Name: "hi", Unit: "log", Doc: "upper end"},
	{Name: "left", Unit: "log", Doc: "displacement one duration after the end; null where it was not watched"},
	{Name: "slope", Doc: "of ln impact on ln btc over the sizes of this speed; null where noise drowns it"},
	{Name: "slope_lo", Doc: "lower end of its 95% interval"},
	{Name: "slope_hi", Doc: "upper end"},
	{Name: "starts", Doc: "replications behind the row", Kind: results.Ints},
}

// Table is what was measured, a row a size and speed.
func (i *Impact) Table() (*results.Table, error) {
	t := results.NewTable("impact", impactColumns)
	for _, s := range append([]Series{i.Sweep}, i.Paced...) {
		kind := "paced"
		if s.Participation == 0 {
			kind = "sweep"
		}
		for _, p := range s.Points {
			half := normal95 * p.Error
			if err := t.Append([]results.Cell{
				results.Text(kind), results.Maybe(s.Participation, s.Participation > 0), results.Maybe(p.Minutes, p.Minutes > 0),
				results.Float(p.BTC), results.Float(p.Moved), results.Float(p.Moved - half), results.Float(p.Moved + half),
				cell(p.After[len(relaxed)-1], p.Fades), cell(s.Slope.Mean, true), cell(s.Slope.Lo, s.Slope.Known()), cell(s.Slope.Hi, s.Slope.Known()),
				results.Int(int64(i.Starts)),
			}); err != nil {
				return nil, err
			}
		}
	}
	return t, nil
}

// normal95 is the two-sided 95% quantile of the normal law.
const normal95 = 1.959964

// cell is a number, or null where it does not exist.
func cell(x float64, exists bool) results.Cell {
	return results.Maybe(x, exists && !math.IsNaN(x) && !math.IsInf(x, 0))
}
