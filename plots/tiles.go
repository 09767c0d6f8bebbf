package plots

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// tiles fills rectangles in data coordinates, each with its colour and a word for its middle (see lettering).
type tiles struct {
	x0, x1, y0, y1 []float64
	fill           []color.Color
	words          []string
	inks           []color.RGBA
}

func (t *tiles) add(x0, x1, y0, y1 float64, fill color.Color, word string, ink color.RGBA) {
	t.x0, t.x1, t.y0, t.y1 = append(t.x0, x0), append(t.x1, x1), append(t.y0, y0), append(t.y1, y1)
	t.fill, t.words, t.inks = append(t.fill, fill), append(t.words, word), append(t.inks, ink)
}

// DataRange implements plot.DataRanger.
func (t *tiles) DataRange() (x0, x1, y0, y1 float64) {
	x0, _, y0, _ = extent(t.x0, t.y0)
	_, x1, _, y1 = extent(t.x1, t.y1)
	return x0, x1, y0, y1
}

// Plot implements plot.Plotter.
func (t *tiles) Plot(c draw.Canvas, p *plot.Plot) {
	const hair = 0.2
	x, y := p.Transforms(&c)
	for i := range t.x0 {
		if t.x0[i] == t.x1[i] || t.y0[i] == t.y1[i] {
			continue
		}
		right, top := min(x(t.x1[i])+hair, c.Max.X), min(y(t.y1[i])+hair, c.Max.Y)
		c.FillPolygon(t.fill[i], box(x(t.x0[i]), y(t.y0[i]), right, top))
	}
}

// lettering writes the words of tiles where there is room, each on a patch of its tile's colour, so that a line
// between the two layers does not run through them.
type lettering struct{ *tiles }

// Plot implements plot.Plotter.
func (t lettering) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	style := aligned(writing(smallSize, ink), text.XCenter, text.YCenter)
	half := style.FontExtents().Ascent / 2
	for i, word := range t.words {
		wide, high := x(t.x1[i])-x(t.x0[i]), y(t.y1[i])-y(t.y0[i])
		if word == "" || style.Width(word)+2 > wide || style.Height(word) > high {
			continue
		}
		style.Color = t.inks[i]
		middle := vg.Point{X: x(t.x0[i]) + wide/2, Y: y(t.y0[i]) + high/2}
		side := style.Width(word)/2 + 1
		c.FillPolygon(t.fill[i], box(middle.X-side, middle.Y-half, middle.X+side, middle.Y+half))
		c.FillText(style, middle.Add(vg.Point{Y: style.FontExtents().Descent}), word)
	}
}
