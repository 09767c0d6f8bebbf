package plots

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

// awkward is a small figure whose words are those that gonum's own PDF text turns into rubbish.
func awkward() *figure {
	return &figure{name: "awkward", title: "λ, Σ → «bold»", note: "n = Λ·s(x) ≤ 1 − ε", width: columnWidth, height: 60, missing: "½ & <tags>"}
}

func TestWordsAreOutlinesAndCanBeRead(t *testing.T) {
	svg, err := encode(awkward(), "svg", dpi)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<title>λ, Σ → «bold»</title>", "n = Λ·s(x) ≤ 1 − ε", "½ &amp; &lt;tags&gt;"} {
		if !strings.Contains(string(svg), want) {
			t.Errorf("the SVG does not say %q", want)
		}
	}
	if strings.Contains(string(svg), "<text") {
		t.Error("the SVG has text that needs a font on the reader's machine")
	}
	pdf, err := encode(awkward(), "pdf", dpi)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF")) || bytes.Contains(pdf, []byte("/FontFile")) || bytes.Contains(pdf, []byte("/Subtype /Image")) {
		t.Error("want a PDF without fonts and without images")
	}
}

func TestUndate(t *testing.T) {
	pdf, err := encode(awkward(), "pdf", dpi)
	if err != nil {
		t.Fatal(err)
	}
	dates := regexp.MustCompile(`\(D:[^)]*\)`).FindAll(pdf, -1)
	if len(dates) != 2 {
		t.Fatalf("%d dates in the PDF, want the two that are replaced", len(dates))
	}
	for _, d := range dates {
		if string(d) != "(D:20000101000000)" {
			t.Errorf("date %s, want a fixed one", d)
		}
	}
}

func TestWrap(t *testing.T) {
	style := writing(labelSize, ink)
	for _, c := range []struct {
		words string
		width string // as wide as these words
		want  string
	}{
		{"one two three", "one two three", "one two three"},
		{"one two three", "one two", "one two|three"},
		{"one incomprehensibilities two", "one two", "one|incomprehensibilities|two"},
		{"lender.some-long-name.copies per day", "lender.some-long", "lender.some-|long-name.|copies per day"},
		{"", "one", ""},
	} {
		if got := strings.Join(wrap(style, c.words, style.Width(c.width)+0.01), "|"); got != c.want {
			t.Errorf("%q in the width of %q: %q, want %q", c.words, c.width, got, c.want)
		}
	}
}
