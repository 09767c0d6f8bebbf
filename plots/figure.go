package plots

import (
	"strings"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firesale/experiments/results"
)

// A figure is one picture: a heading, a note on what exactly it shows, panels below each other, and the numbers
// that they show.
type figure struct {
	name          string
	title, note   string
	width, height vg.Length
	panels        []*panel
	data          *results.Table
	missing       string // why there is nothing to draw, in place of panels
}

// tall is the height of the picture, with the room for names that lean.
func (f *figure) tall() vg.Length {
	height := f.height
	for _, p := range f.panels {
		height += p.hang(f.width - 2*edge)
	}
	return height
}

// draw paints the figure on a canvas of its own size.
func (f *figure) draw(c draw.Canvas) {
	c.SetColor(white)
	c.Fill(c.Rectangle.Path())
	c = draw.Crop(c, edge, -edge, edge, -edge)
	c.Max.Y = paragraph(c, bold(writing(titleSize, ink)), f.title)
	c.Max.Y = paragraph(c, writing(smallSize, quiet), f.note) - gap
	if f.missing != "" {
		f.apology(c)
		return
	}
	f.stack(c)
}

// stack draws the panels from the top down, their frames in line with each other.
func (f *figure) stack(c draw.Canvas) {
	var common margins
	var weights float64
	for _, p := range f.panels {
		p.settle()
		m := p.margins(c.Size().X)
		common.left, common.right = max(common.left, m.left), max(common.right, m.right)
		weights += share(p)
	}
	height := c.Size().Y
	for _, p := range f.panels {
		part := height * vg.Length(share(p)/weights)
		m := p.margins(c.Size().X)
		m.left, m.right = common.left, common.right
		rect := draw.Crop(c, 0, 0, 0, 0)
		rect.Min.Y = c.Max.Y - part
		p.paint(rect, m)
		c.Max.Y -= part
	}
}

func share(p *panel) float64 {
	if p.weight == 0 {
		return 1
	}
	return p.weight
}

// apology fills the picture with the reason for which it is empty.
func (f *figure) apology(c draw.Canvas) {
	frame := line(rule, 0.8)
	corners := c.Rectangle
	c.StrokeLines(frame, []vg.Point{corners.Min, {X: corners.Max.X, Y: corners.Min.Y}, corners.Max,
		{X: corners.Min.X, Y: corners.Max.Y}, corners.Min})
	style := aligned(writing(labelSize, quiet), text.XCenter, text.YCenter)
	c.FillText(style, c.Center(), strings.Join(wrap(style, "Nothing to draw: "+f.missing, c.Size().X-6*edge), "\n"))
}

// paragraph writes text from the top left of c, broken into lines, and returns the height at which it ends.
func paragraph(c draw.Canvas, style text.Style, words string) vg.Length {
	if words == "" {
		return c.Max.Y
	}
	block := strings.Join(wrap(style, words, c.Size().X), "\n")
	c.FillText(style, vg.Point{X: c.Min.X, Y: c.Max.Y + style.FontExtents().Descent}, block)
	return c.Max.Y - style.Height(block)
}

// wrap breaks text into lines that are at most width wide. A longer word, such as an address, begins a line and is broken
// behind its points, hyphens and underscores.
func wrap(style text.Style, words string, width vg.Length) []string {
	var lines []string
	for _, word := range strings.Fields(words) {
		last := len(lines) - 1
		if last >= 0 && style.Width(lines[last]+" "+word) <= width {
			lines[last] += " " + word
			continue
		}
		lines = append(lines, broken(style, word, width)...)
	}
	return lines
}

// broken breaks one word into lines; a part without a place to break it has its own line, however long.
func broken(style text.Style, word string, width vg.Length) []string {
	lines := []string{""}
	for len(word) > 0 {
		end := strings.IndexAny(word, ".-_") + 1
		if end == 0 {
			end = len(word)
		}
		last := len(lines) - 1
		if lines[last] != "" && style.Width(lines[last]+word[:end]) > width {
			lines = append(lines, "")
			last++
		}
		lines[last] += word[:end]
		word = word[end:]
	}
	return lines
}
