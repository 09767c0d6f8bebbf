package plots

import (
	"math"

	"gonum.org/v1/plot/plotter"
)

// contour is where a metric passes a level between the cells of a lattice: for each square of four neighbouring
// cells, the line between the places where its edges are crossed (marching squares), in units of cells. It reaches
// half a cell beyond the outermost middles, to the frame.
//
// A loss is exactly the level 0 on the safe side, so interpolation would put the line onto the last safe cell.
// There, it is put where the line through the two next cells of the other side meets the level, between the cells. That is exact where the loss rises in a straight
// line over the two, and off by less than a cell where it bends, such as where a whole note is lost at the second.
func (l *lattice) contour(level float64) []plotter.XYs {
	g := framed(l)
	var pieces []plotter.XYs
	for i := 0; i+1 < len(g.px); i++ {
		for j := 0; j+1 < len(g.py); j++ {
			pieces = append(pieces, g.square(i, j, level)...)
		}
	}
	return pieces
}

// frame is a lattice with its border repeated half a cell outside: places in cells, values of the addresses, and
// the index of the cell that each stands for.
type frame struct {
	*lattice
	px, py []float64
	ix, iy []int
}

func framed(l *lattice) frame {
	pad := func(n int) (places []float64, index []int) {
		for i := range n {
			places, index = append(places, float64(i+1)), append(index, i)
		}
		places = append(append([]float64{0.5}, places...), float64(n)+0.5)
		index = append(append([]int{0}, index...), n-1)
		return places, index
	}
	g := frame{lattice: l}
	g.px, g.ix = pad(len(l.xs))
	g.py, g.iy = pad(len(l.ys))
	return g
}

func (g frame) value(i, j int) float64 { return g.z[g.ix[i]][g.iy[j]] }

// square draws the contour through one square: nothing, one piece, or two where opposite corners lie on one side.
func (g frame) square(i, j int, level float64) []plotter.XYs {
	corners := [4][2]int{{i, j}, {i + 1, j}, {i + 1, j + 1}, {i, j + 1}}
	var crossings plotter.XYs
	for k, a := range corners {
		b := corners[(k+1)%4]
		va, vb := g.value(a[0], a[1]), g.value(b[0], b[1])
		if math.IsNaN(va + vb) {
			return nil
		}
		if (va > level) != (vb > level) {
			crossings = append(crossings, g.crossing(a, b, level))
		}
	}
	switch len(crossings) {
	case 2:
		return []plotter.XYs{crossings}
	case 4:
		return []plotter.XYs{crossings[:2], crossings[2:]}
	}
	return nil
}

// crossing is the place on the edge from a to b, of which one is above the level.
func (g frame) crossing(a, b [2]int, level float64) plotter.XY {
	if g.value(a[0], a[1]) > level {
		a, b = b, a
	}
	t := g.part(a, b, level)
	at := func(places []float64, k int) float64 { return places[a[k]] + t*(places[b[k]]-places[a[k]]) }
	return plotter.XY{X: at(g.px, 0), Y: at(g.py, 1)}
}

// part is how far from a, at or below the level, towards b, above it, the level is passed, from 0 to 1.
func (g frame) part(a, b [2]int, level float64) float64 {
	va, vb := g.value(a[0], a[1]), g.value(b[0], b[1])
	if va < level {
		return (level - va) / (vb - va)
	}
	next := [2]int{2*b[0] - a[0], 2*b[1] - a[1]}
	if next[0] < 0 || next[1] < 0 || next[0] >= len(g.px) || next[1] >= len(g.py) {
		return 0.5
	}
	distance := func(p, q [2]int) float64 {
		return math.Abs(g.xs[g.ix[p[0]]]-g.xs[g.ix[q[0]]]) + math.Abs(g.ys[g.iy[p[1]]]-g.ys[g.iy[q[1]]])
	}
	rise := g.value(next[0], next[1]) - vb
	if !(rise > 0) || distance(a, b) == 0 {
		return 0.5
	}
	back := (vb - level) / rise * distance(b, next)
	return 1 - math.Min(1, back/distance(a, b))
}
