package plots

import (
	"math"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// lean is the angle at which the names of an x axis stand where they have no room side by side. Of the numbers of a scale
// some can be left out, the others say where they were; a column of a table whose name is left out has none.
const lean = math.Pi / 4

// leans tells whether the names are too long for a frame of this width.
func (p *panel) leans(frame vg.Length) bool {
	if p.joined || !p.bare && !p.worded {
		return false
	}
	label := writing(labelSize, ink)
	free := vg.Length(math.Inf(-1))
	for _, t := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
		x, half := frame*vg.Length(p.X.Norm(t.Value)), label.Width(t.Label)/2
		if t.Label != "" && x-half < free {
			return true
		}
		free = x + half + gap
	}
	return false
}

// leaning is how far such names reach below their ticks, and the left margin that they need where it and the frame share a
// width.
func (p *panel) leaning(width vg.Length) (below, left vg.Length) {
	label := writing(labelSize, ink)
	for _, t := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
		reach := (label.Width(t.Label) + label.Height(t.Label)) * vg.Length(math.Sin(lean))
		below = max(below, reach)
		if at := vg.Length(p.X.Norm(t.Value)); at < 1 {
			left = max(left, (reach-at*width)/(1-at))
		}
	}
	return below, left
}

// hang is by how much a picture that is so wide must be taller for its names to lean.
func (p *panel) hang(width vg.Length) vg.Length {
	p.settle()
	m := p.margins(width)
	if !p.leans(width - m.left - m.right) {
		return 0
	}
	below, _ := p.leaning(width - m.right)
	return below - writing(labelSize, ink).Height("0")
}

// leanTick writes one name, its end at the tick at x.
func leanTick(c draw.Canvas, x vg.Length, name string) {
	style := aligned(writing(labelSize, ink), text.XRight, text.YTop)
	style.Rotation = lean
	c.FillText(style, vg.Point{X: x + style.FontExtents().Ascent/2, Y: c.Min.Y - tickLength - 1}, name)
}
