package plots

import (
	"image/color"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// The look of every figure is in this file: change it here and all of them change.

// Widths of a figure: one column of a two-column paper, and a page of text.
const (
	columnWidth vg.Length = 252
	pageWidth   vg.Length = 396
)

// Sizes of the type in points, for a picture printed at its own size.
const (
	titleSize vg.Length = 8
	labelSize vg.Length = 7
	smallSize vg.Length = 6
)

// The colours of Okabe and Ito (2008), told apart with any common colour blindness. Lines also differ in their
// dashes and points in their shapes, for print without colour.
var (
	blue       = color.RGBA{0x00, 0x72, 0xB2, 0xFF}
	vermillion = color.RGBA{0xD5, 0x5E, 0x00, 0xFF}
	green      = color.RGBA{0x00, 0x9E, 0x73, 0xFF}
	purple     = color.RGBA{0xCC, 0x79, 0xA7, 0xFF}
	orange     = color.RGBA{0xE6, 0x9F, 0x00, 0xFF}
	sky        = color.RGBA{0x56, 0xB4, 0xE9, 0xFF}
	white      = color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}

	ink   = color.RGBA{0x1A, 0x1A, 0x1A, 0xFF}
	quiet = color.RGBA{0x66, 0x66, 0x66, 0xFF}
	rule  = color.RGBA{0xE4, 0xE4, 0xE4, 0xFF}
)

var (
	palette = []color.RGBA{blue, vermillion, green, purple, orange, sky, quiet}
	dashing = [][]vg.Length{nil, {4, 2}, {1.2, 1.6}, {6, 1.5, 1.2, 1.5}, {2.5, 1.5}, {8, 2}, {1, 3}}
	shapes  = []draw.GlyphDrawer{
		draw.CircleGlyph{}, draw.SquareGlyph{}, draw.PyramidGlyph{}, draw.RingGlyph{}, draw.BoxGlyph{}, draw.TriangleGlyph{}, draw.PlusGlyph{},
	}
)

// stroke is the style of the i-th line of a figure; colours and dashes repeat after seven.
func stroke(i int) draw.LineStyle {
	return draw.LineStyle{Color: palette[i%len(palette)], Width: 1.1, Dashes: dashing[i%len(dashing)]}
}

// line is a solid or dashed line of one colour.
func line(c color.Color, width vg.Length, dashes ...vg.Length) draw.LineStyle {
	return draw.LineStyle{Color: c, Width: width, Dashes: dashes}
}

// tint mixes a colour with white: share 0 is white, 1 the colour. Fills are opaque tints, because gonum's PDF
// darkens what is transparent.
func tint(c color.RGBA, share float64) color.RGBA {
	mix := func(v uint8) uint8 { return uint8(255 - float64(255-v)*share + 0.5) }
	return color.RGBA{mix(c.R), mix(c.G), mix(c.B), 0xFF}
}

// writing is a style of text, left-aligned on its baseline's line box.
func writing(size vg.Length, c color.Color) text.Style {
	return text.Style{
		Color:   c,
		Font:    font.Font{Typeface: "Liberation", Variant: "Sans", Size: size},
		YAlign:  text.YTop,
		Handler: text.Plain{Fonts: fonts},
	}
}

func bold(s text.Style) text.Style {
	s.Font.Weight = xfont.WeightBold
	return s
}

func aligned(s text.Style, x text.XAlignment, y text.YAlignment) text.Style {
	s.XAlign, s.YAlign = x, y
	return s
}

var fonts = font.NewCache(liberation.Collection())

// scales returns the empty pair of axes that a panel draws on.
func scales() *plot.Plot {
	p := plot.New()
	p.X.Tick.Marker, p.Y.Tick.Marker = number{}, number{}
	return p
}
