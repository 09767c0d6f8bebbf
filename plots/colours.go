package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// colours maps values to a scale that darkens steadily, so that it survives a copier and colour blindness
// ("OrRd" of ColorBrewer, Harrower and Brewer 2003), and draws its own bar of plain rectangles beside the frame:
// an image would stand upside down in gonum's PDF.
type colours struct {
	low, high float64
	label     string
	ticks     plot.Ticker
}

var ramp = []color.RGBA{
	{0xFF, 0xF7, 0xEC, 0xFF}, {0xFE, 0xE8, 0xC8, 0xFF}, {0xFD, 0xD4, 0x9E, 0xFF}, {0xFD, 0xBB, 0x84, 0xFF}, {0xFC, 0x8D, 0x59, 0xFF},
	{0xEF, 0x65, 0x48, 0xFF}, {0xD7, 0x30, 0x1F, 0xFF}, {0xB3, 0x00, 0x00, 0xFF}, {0x7F, 0x00, 0x00, 0xFF},
}

const (
	barWidth vg.Length = 8
	barGap   vg.Length = 7
)

// share is the place of v on the scale, from 0 to 1.
func (c *colours) share(v float64) float64 {
	if c.high <= c.low {
		return 0
	}
	return math.Max(0, math.Min(1, (v-c.low)/(c.high-c.low)))
}

// at is the colour of a value.
func (c *colours) at(v float64) color.RGBA {
	place := c.share(v) * float64(len(ramp)-1)
	i := min(int(place), len(ramp)-2)
	mix := func(a, b uint8) uint8 { return uint8(float64(a) + (place-float64(i))*(float64(b)-float64(a)) + 0.5) }
	a, b := ramp[i], ramp[i+1]
	return color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xFF}
}

// over is the colour in which text on a value's colour can be read.
func (c *colours) over(v float64) color.RGBA {
	if c.share(v) > 0.6 {
		return white
	}
	return ink
}

// width is the room that the bar and its labels need beside the frame.
func (c *colours) width(label text.Style) vg.Length {
	var widest vg.Length
	for _, t := range c.ticks.Ticks(c.low, c.high) {
		widest = max(widest, label.Width(t.Label))
	}
	return barGap + barWidth + tickLength + gap + widest + label.Height(beside(c.label))
}

// paint draws the bar beside the frame.
func (c *colours) paint(frame draw.Canvas) {
	const slices = 64
	x, height := frame.Max.X+barGap, frame.Size().Y
	for i := range slices {
		from, to := vg.Length(i)/slices, vg.Length(min(slices, float64(i)+1.3))/slices // overlapped by a hair: no seams
		middle := c.low + (float64(i)+0.5)/slices*(c.high-c.low)
		frame.FillPolygon(c.at(middle), box(x, frame.Min.Y+from*height, x+barWidth, frame.Min.Y+to*height))
	}
	style := aligned(writing(labelSize, ink), text.XLeft, text.YCenter)
	var widest vg.Length
	for _, t := range c.ticks.Ticks(c.low, c.high) {
		y := frame.Min.Y + vg.Length(c.share(t.Value))*height
		frame.StrokeLine2(line(ink, 0.5), x+barWidth, y, x+barWidth+tickLength, y)
		at := vg.Point{X: x + barWidth + tickLength + 1.5, Y: y + style.FontExtents().Descent}
		frame.FillText(style, at, t.Label)
		widest = max(widest, style.Width(t.Label))
	}
	name := aligned(writing(labelSize, ink), text.XCenter, text.YTop)
	name.Rotation = math.Pi / 2
	frame.FillText(name, vg.Point{X: x + barWidth + tickLength + gap + widest, Y: frame.Center().Y}, beside(c.label))
}
