package plots

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// An entry of a key shows how one thing is drawn and says what it is. The key stands in rows above the frame,
// where it can never cover data.
type entry struct {
	words  string
	line   draw.LineStyle  // of zero width: no line
	fill   color.Color     // nil: no patch
	symbol draw.GlyphStyle // of no shape: no symbol
}

const (
	sample vg.Length = 14 // width of the drawn sample
	apart  vg.Length = 9  // from one entry to the next
)

// spot is an entry with its place: offset from the left edge, and row from the top.
type spot struct {
	entry
	left vg.Length
	row  int
}

// flow sets entries one after the other into rows of at most width.
func flow(key []entry, width vg.Length) (spots []spot, rows int) {
	style := writing(labelSize, ink)
	var left vg.Length
	for _, e := range key {
		wide := sample + gap + style.Width(e.words)
		if left > 0 && left+wide > width {
			left, rows = 0, rows+1
		}
		spots = append(spots, spot{e, left, rows})
		left += wide + apart
	}
	return spots, rows + 1
}

func keyHeight(key []entry, width vg.Length) vg.Length {
	if len(key) == 0 {
		return 0
	}
	_, rows := flow(key, width)
	return vg.Length(rows)*rowHeight() + gap
}

func rowHeight() vg.Length { return writing(labelSize, ink).Height("0") + 1 }

// drawKey draws the key with its lower edge at bottom.
func drawKey(c draw.Canvas, key []entry, bottom vg.Length) {
	spots, rows := flow(key, c.Size().X-edge)
	style := aligned(writing(labelSize, ink), text.XLeft, text.YCenter)
	for _, s := range spots {
		x, y := c.Min.X+s.left, bottom+gap+(vg.Length(rows-1-s.row)+0.5)*rowHeight()
		if s.fill != nil {
			c.FillPolygon(s.fill, box(x, y-2.6, x+sample, y+2.6))
		}
		if s.line.Width > 0 {
			c.StrokeLine2(s.line, x, y, x+sample, y)
		}
		if s.symbol.Shape != nil {
			c.DrawGlyphNoClip(s.symbol, vg.Point{X: x + sample/2, Y: y})
		}
		c.FillText(style, vg.Point{X: x + sample + gap, Y: y + style.FontExtents().Descent}, s.words)
	}
}

func box(x0, y0, x1, y1 vg.Length) []vg.Point {
	return []vg.Point{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}}
}

// A post is a named vertical line, such as a threshold; its name stands above the frame.
type post struct {
	at    float64
	words string
	style draw.LineStyle
}

func postHeight(posts []post) vg.Length {
	if len(posts) == 0 {
		return 0
	}
	return 2 * writing(smallSize, ink).Height("0")
}

// drawPosts draws the lines and their names, in a second row where they would touch, and returns the height used.
func drawPosts(c draw.Canvas, p *plot.Plot, posts []post) vg.Length {
	style := aligned(writing(smallSize, ink), text.XCenter, text.YBottom)
	row := style.Height("0")
	var free [2]vg.Length
	for _, s := range posts {
		x := c.X(p.X.Norm(s.at))
		if !c.ContainsX(x) {
			continue
		}
		c.StrokeLine2(s.style, x, c.Min.Y, x, c.Max.Y)
		half := style.Width(s.words) / 2
		x = max(min(x, c.Max.X-half), c.Min.X+half)
		level := 0
		if x-half < free[0] {
			level = 1
		}
		style.Color = s.style.Color
		c.FillText(style, vg.Point{X: x, Y: c.Max.Y + vg.Length(level)*row + style.FontExtents().Descent}, s.words)
		free[level] = x + half + gap
	}
	return postHeight(posts)
}
