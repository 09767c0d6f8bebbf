package plots

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// TestEveryName: each column of a table and each word of an axis has its name. Before, one that would have touched the name
// before it was left out, and a lender of the contagion matrix had none.
func TestEveryName(t *testing.T) {
	names := []string{"amber", "a-bank-with-a-long-name", "cedar", "another-bank-with-a-long-name", "ember"}
	for _, c := range []struct {
		what         string
		bare, worded bool
		every        bool
	}{
		{"a table", true, false, true},
		{"an axis of words", false, true, true},
		{"a scale", false, false, false},
	} {
		p := newPanel("lender", "loss")
		p.bare, p.worded = c.bare, c.worded
		p.X.Tick.Marker, p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = ticks(names), 0.5, 5.5, 0, 1
		f := &figure{title: "names", width: columnWidth, height: 190, panels: []*panel{p}}
		picture, err := encode(f, "svg", dpi)
		if err != nil {
			t.Fatal(err)
		}
		every := true
		for _, name := range names {
			every = every && strings.Contains(string(picture), name)
		}
		if every != c.every {
			t.Errorf("%s: every name is shown: %v, want %v", c.what, every, c.every)
		}
		if hung := f.tall() > f.height; hung != c.every {
			t.Errorf("%s: the picture has room for names below it: %v, want %v", c.what, hung, c.every)
		}
	}
}

// TestLeaningStays: the first name does not leave the picture on the left, however long it is.
func TestLeaningStays(t *testing.T) {
	p := newPanel("lender", "loss")
	p.bare, p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = true, 0.5, 2.5, 0, 1
	p.X.Tick.Marker = ticks([]string{strings.Repeat("long", 20), strings.Repeat("long", 20)})
	m := p.margins(columnWidth)
	frame := columnWidth - m.left - m.right
	reach := writing(labelSize, ink).Width(strings.Repeat("long", 20)) * vg.Length(math.Cos(lean))
	if first := m.left + frame/4; first < reach || frame < vg.Points(50) {
		t.Errorf("a name reaches %v to the left of its tick, which is at %v, in a frame %v wide", reach, first, frame)
	}
}
