package plots

import (
	"slices"
	"strings"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// outline is a canvas that draws text as filled glyph outlines, so that λ, Σ, → and bold look the same in SVG,
// PDF and PNG: gonum's PDF text is limited to Windows code page 1252 and fails on bold fonts, and its SVG text
// needs the reader's machine to have the font. The price: words cannot be selected or searched in the picture.
// They are therefore collected, and encode puts them into the description of the SVG.
type outline struct {
	vg.Canvas
	words  []string
	buffer sfnt.Buffer
}

// FillString draws text with its left end and baseline at pt. A rune that the font lacks becomes the font's
// empty box, never nothing.
func (o *outline) FillString(face font.Face, pt vg.Point, text string) {
	if text = strings.TrimSpace(text); text == "" || face.Font.Size <= 0 {
		return
	}
	if !slices.Contains(o.words, text) {
		o.words = append(o.words, text)
	}
	em := fixed.Int26_6(face.Face.UnitsPerEm())
	scale := face.Font.Size / vg.Length(em)
	var path vg.Path
	var before sfnt.GlyphIndex
	for i, r := range text {
		glyph, _ := face.Face.GlyphIndex(&o.buffer, r) // an unknown rune is glyph 0, the empty box
		if i > 0 {
			pt.X += o.kern(face, before, glyph, em) * scale
		}
		path = append(path, o.glyph(face, glyph, em, pt, scale)...)
		advance, _ := face.Face.GlyphAdvance(&o.buffer, glyph, em, 0)
		pt.X += vg.Length(advance) * scale
		before = glyph
	}
	if len(path) > 0 {
		o.Fill(path)
	}
}

// kern returns the correction between two glyphs in font units; most pairs have none, which sfnt calls an error.
func (o *outline) kern(face font.Face, left, right sfnt.GlyphIndex, em fixed.Int26_6) vg.Length {
	k, err := face.Face.Kern(&o.buffer, left, right, em, 0)
	if err != nil {
		return 0
	}
	return vg.Length(k)
}

// glyph returns the outline of one glyph with its origin at pt. At one unit per em fraction the coordinates of
// sfnt are whole font units; its y axis points down, ours up.
func (o *outline) glyph(face font.Face, g sfnt.GlyphIndex, em fixed.Int26_6, pt vg.Point, scale vg.Length) vg.Path {
	segments, err := face.Face.LoadGlyph(&o.buffer, g, em, nil)
	if err != nil {
		return nil
	}
	at := func(p fixed.Point26_6) vg.Point {
		return vg.Point{X: pt.X + vg.Length(p.X)*scale, Y: pt.Y - vg.Length(p.Y)*scale}
	}
	var path vg.Path
	for i, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				path.Close()
			}
			path.Move(at(s.Args[0]))
		case sfnt.SegmentOpLineTo:
			path.Line(at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			path.QuadTo(at(s.Args[0]), at(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			path.CubeTo(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	if len(path) > 0 {
		path.Close()
	}
	return path
}
