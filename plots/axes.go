package plots

import (
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// axes draws the two axis lines of a frame, their ticks and their labels; c is the whole panel.
func (p *panel) axes(frame, c draw.Canvas) {
	pen := line(ink, 0.6)
	frame.StrokeLine2(pen, frame.Min.X, frame.Min.Y, frame.Max.X, frame.Min.Y)
	frame.StrokeLine2(pen, frame.Min.X, frame.Min.Y, frame.Min.X, frame.Max.Y)
	p.xTicks(frame)
	p.yTicks(frame)
	label := writing(labelSize, ink)
	if p.X.Label.Text != "" && !p.joined {
		style := aligned(label, text.XCenter, text.YBottom)
		words := p.below(c.Size().X)
		at := inside(frame.Center().X, style.Width(words), c.Min.X, c.Max.X)
		c.FillText(style, vg.Point{X: at, Y: c.Min.Y + style.FontExtents().Descent}, words)
	}
	if p.Y.Label.Text != "" {
		style := aligned(label, text.XCenter, text.YTop)
		style.Rotation = math.Pi / 2
		words := beside(p.Y.Label.Text)
		at := inside(frame.Center().Y, style.Width(words), c.Min.Y, c.Max.Y)
		c.FillText(style, vg.Point{X: c.Min.X, Y: at}, words)
	}
}

// inside is where the label of an axis is centred: in the frame's middle, moved where a label that is longer than the frame
// would leave the panel, which reaches from low to high.
func inside(middle, length, low, high vg.Length) vg.Length {
	return max(min(middle, high-length/2), low+length/2)
}

// below is the label of the x axis, in lines where it is longer than the panel.
func (p *panel) below(width vg.Length) string {
	return strings.Join(wrap(writing(labelSize, ink), p.X.Label.Text, width), "\n")
}

// beside is a label that stands upright at the side of a panel, in lines that fit the panel of a figure with one.
func beside(label string) string {
	return strings.Join(wrap(writing(labelSize, ink), label, vg.Points(140)), "\n")
}

// xTicks draws the ticks below the frame; a label that would touch the one before it is left out, or all of them lean.
func (p *panel) xTicks(c draw.Canvas) {
	style := aligned(writing(labelSize, ink), text.XCenter, text.YTop)
	free, leans := vg.Length(math.Inf(-1)), p.leans(c.Size().X)
	for _, t := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
		x := c.X(p.X.Norm(t.Value))
		if !c.ContainsX(x) {
			continue
		}
		c.StrokeLine2(line(ink, 0.5), x, c.Min.Y, x, c.Min.Y-tickSize(t))
		if leans {
			leanTick(c, x, t.Label)
			continue
		}
		half := style.Width(t.Label) / 2
		if p.joined || t.Label == "" || x-half < free {
			continue
		}
		c.FillText(style, vg.Point{X: x, Y: c.Min.Y - tickLength - 1 + style.FontExtents().Descent}, t.Label)
		free = x + half + gap
	}
}

// yTicks draws the ticks left of the frame, upwards, with the same rule.
func (p *panel) yTicks(c draw.Canvas) {
	style := aligned(writing(labelSize, ink), text.XRight, text.YCenter)
	room := style.FontExtents().Ascent
	free := vg.Length(math.Inf(-1))
	for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
		y := c.Y(p.Y.Norm(t.Value))
		if !c.ContainsY(y) {
			continue
		}
		c.StrokeLine2(line(ink, 0.5), c.Min.X, y, c.Min.X-tickSize(t), y)
		if t.Label == "" || y-room/2 < free {
			continue
		}
		c.FillText(style, vg.Point{X: c.Min.X - tickLength - 1.5, Y: y + style.FontExtents().Descent}, t.Label)
		free = y + room/2 + 1
	}
}

func tickSize(t plot.Tick) vg.Length {
	if t.IsMinor() {
		return tickLength * 0.6
	}
	return tickLength
}
