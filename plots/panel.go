package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A panel is one pair of axes with what is drawn on it. Ranges, scales, tickers and labels are those of the
// embedded plot, so gonum's own plotters work; the layout is ours, because gonum's cuts labels, lets them overlap
// and cannot line up panels of unequal height.
type panel struct {
	*plot.Plot
	layers []plot.Plotter // drawn in this order
	key    []entry
	posts  []post
	weight float64 // share of the figure's height; 0 means 1
	joined bool    // the panel below shows the ticks of the common x axis
	bare   bool    // no grid: a table
	worded bool    // the x axis has words, and each is shown
	scale  *colours
}

const (
	tickLength vg.Length = 2.5
	gap        vg.Length = 3
	edge       vg.Length = 5
)

func newPanel(xLabel, yLabel string) *panel {
	p := &panel{Plot: scales()}
	p.X.Label.Text, p.Y.Label.Text = xLabel, yLabel
	return p
}

// add draws on top of what is there and widens the axes to what is drawn.
func (p *panel) add(layers ...plot.Plotter) {
	for _, l := range layers {
		if r, ok := l.(plot.DataRanger); ok {
			x0, x1, y0, y1 := r.DataRange()
			p.X.Min, p.X.Max = math.Min(p.X.Min, x0), math.Max(p.X.Max, x1)
			p.Y.Min, p.Y.Max = math.Min(p.Y.Min, y0), math.Max(p.Y.Max, y1)
		}
	}
	p.layers = append(p.layers, layers...)
}

// settle makes both ranges finite and wide enough to divide by, which an axis with one value is not.
func (p *panel) settle() {
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		if math.IsInf(a.Min, 0) || math.IsInf(a.Max, 0) || a.Min > a.Max {
			a.Min, a.Max = 0, 1
		}
		if _, log := a.Scale.(plot.LogScale); log {
			if a.Min <= 0 {
				a.Min = math.Min(1, a.Max/10)
			}
			if a.Max <= a.Min*1.01 {
				a.Min, a.Max = a.Min/1.5, a.Max*1.5
			}
		} else if a.Min == 0 && a.Max == 0 {
			nothing(a)
		} else if a.Max-a.Min <= 1e-9*math.Abs(a.Max) {
			half := math.Max(math.Abs(a.Max)*0.05, 1e-9)
			a.Min, a.Max = a.Min-half, a.Max+half
		}
	}
}

// nothing dresses an axis on which all is 0: it has no scale, so that 0 is its only tick.
func nothing(a *plot.Axis) {
	a.Min, a.Max = -1, 1
	if n, ok := a.Tick.Marker.(number); ok {
		a.Tick.Marker = named{{Value: 0, Label: n.one(0)}}
	}
}

// air widens an axis by a share of its range on both sides, so that no point sits on the frame. A log axis is
// widened by the same share of its logarithmic range.
func air(a *plot.Axis, below, above float64) {
	if _, log := a.Scale.(plot.LogScale); log && a.Min > 0 {
		span := math.Log(a.Max / a.Min)
		a.Min, a.Max = a.Min*math.Exp(-below*span), a.Max*math.Exp(above*span)
		return
	}
	span := a.Max - a.Min
	a.Min, a.Max = a.Min-below*span, a.Max+above*span
}

// margins is the room that labels need beside the frame.
type margins struct{ left, right, bottom, top vg.Length }

func (p *panel) margins(width vg.Length) margins {
	label := writing(labelSize, ink)
	m := margins{left: gap + tickLength, right: edge, bottom: gap, top: gap}
	var widest vg.Length
	for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
		widest = max(widest, label.Width(t.Label))
	}
	m.left += widest
	if p.Y.Label.Text != "" {
		m.left += label.Height(beside(p.Y.Label.Text)) + gap
	}
	if !p.joined {
		m.bottom += tickLength + label.Height("0")
		if p.X.Label.Text != "" {
			m.bottom += label.Height(p.below(width)) + 1
		}
		m.right = max(m.right, p.overhang(label))
	}
	if p.scale != nil {
		m.right += p.scale.width(label)
	}
	if p.leans(width - m.left - m.right) {
		below, left := p.leaning(width - m.right)
		m.bottom, m.left = m.bottom+below-label.Height("0"), max(m.left, left)
	}
	m.top += keyHeight(p.key, width-m.left-m.right) + postHeight(p.posts)
	return m
}

// overhang is how far the last label of the x axis reaches past the frame.
func (p *panel) overhang(label text.Style) vg.Length {
	var over vg.Length
	for _, t := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
		if p.X.Norm(t.Value) > 0.93 && p.X.Norm(t.Value) <= 1 {
			over = max(over, label.Width(t.Label)/2)
		}
	}
	return over
}

// paint draws the panel into c with its frame inset by m.
func (p *panel) paint(c draw.Canvas, m margins) {
	frame := draw.Crop(c, m.left, -m.right, m.bottom, -m.top)
	if !p.bare {
		p.grid(frame)
	}
	for _, l := range p.layers {
		l.Plot(frame, p.Plot)
	}
	p.axes(frame, c)
	if p.scale != nil {
		p.scale.paint(frame)
	}
	posts := drawPosts(frame, p.Plot, p.posts)
	drawKey(draw.Crop(c, m.left, 0, 0, 0), p.key, frame.Max.Y+posts)
}

// grid draws faint lines at the ticks; the rows of a list need none.
func (p *panel) grid(c draw.Canvas) {
	faint := line(rule, 0.4)
	for _, t := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
		if x := c.X(p.X.Norm(t.Value)); !t.IsMinor() && c.ContainsX(x) {
			c.StrokeLine2(faint, x, c.Min.Y, x, c.Max.Y)
		}
	}
	if _, rows := p.Y.Tick.Marker.(named); rows {
		return
	}
	for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
		if y := c.Y(p.Y.Norm(t.Value)); !t.IsMinor() && c.ContainsY(y) {
			c.StrokeLine2(faint, c.Min.X, y, c.Max.X, y)
		}
	}
}
