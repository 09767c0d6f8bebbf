package plots

import (
	"math"

	"firesale/experiments/results"
)

// newSheet is the table of what a figure shows, one row a drawn value: which series it belongs to, where it stands
// on the x axis, its value, and the interval or band around it where there is one.
func newSheet(figure, x, unit string) *results.Table {
	return results.NewTable(figure, []results.Column{
		{Name: "series", Doc: "what is drawn, as the key of the figure calls it", Kind: results.Texts},
		{Name: x, Unit: unit, Doc: "place on the x axis", Kind: results.Floats},
		{Name: "value", Doc: "place on the y axis", Kind: results.Floats},
		{Name: "low", Doc: "lower end of interval or band", Kind: results.Floats},
		{Name: "high", Doc: "upper end of interval or band", Kind: results.Floats},
	})
}

// enter adds the points of a series to a sheet; low and high may be nil. A value that is NaN becomes null.
func enter(sheet *results.Table, series string, xs, ys, low, high []float64) {
	at := func(vs []float64, i int) results.Cell {
		if vs == nil || math.IsNaN(vs[i]) {
			return results.Null()
		}
		return results.Float(vs[i])
	}
	for i := range xs {
		row := []results.Cell{results.Text(series), at(xs, i), at(ys, i), at(low, i), at(high, i)}
		if err := sheet.Append(row); err != nil {
			panic("plots: a sheet refused its own row: " + err.Error())
		}
	}
}
