package plots

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Formats is every picture format that Draw writes, in the order in which it writes them.
var Formats = []string{"svg", "pdf", "png"}

// dpi is the resolution of a PNG: a column of a journal printed at its own size.
const dpi = 300

// encode returns the picture in one format. The same figure gives the same bytes every time.
func encode(f *figure, format string, dpi int) ([]byte, error) {
	var target vg.CanvasWriterTo
	switch format {
	case "svg":
		target = vgsvg.New(f.width, f.tall())
	case "pdf":
		target = vgpdf.New(f.width, f.tall())
	case "png":
		target = vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(f.width, f.tall()), vgimg.UseDPI(dpi))}
	default:
		return nil, fmt.Errorf("format %q: want one of %s", format, strings.Join(Formats, ", "))
	}
	canvas := &outline{Canvas: target}
	f.draw(draw.NewCanvas(canvas, f.width, f.tall()))
	var out bytes.Buffer
	if _, err := target.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("%s of figure %s: %w", format, f.name, err)
	}
	if out.Len() == 0 {
		return nil, fmt.Errorf("%s of figure %s came out empty", format, f.name)
	}
	switch format {
	case "svg":
		return describe(out.Bytes(), f.title, canvas.words), nil
	case "pdf":
		return undate(out.Bytes()), nil
	}
	return out.Bytes(), nil
}

var pdfDate = regexp.MustCompile(`/(CreationDate|ModDate) \(D:\d{14}`)

// undate replaces the two dates of a PDF by a fixed one of the same length, so that the offsets in its
// cross-reference table stay right and equal figures are equal files.
func undate(pdf []byte) []byte {
	return pdfDate.ReplaceAll(pdf, []byte("/$1 (D:20000101000000"))
}

var svgOpen = regexp.MustCompile(`(?s)<svg .*?>\n`)

// describe puts the heading into the SVG's title and every word of the picture into its description: outlined
// text can be neither searched nor read aloud.
func describe(svg []byte, title string, words []string) []byte {
	head := svgOpen.FindIndex(svg)
	if head == nil {
		return svg
	}
	text := fmt.Sprintf("<title>%s</title>\n<desc>%s</desc>\n",
		html.EscapeString(title), html.EscapeString(strings.Join(words, " · ")))
	return slices.Insert(svg, head[1], []byte(text)...)
}
