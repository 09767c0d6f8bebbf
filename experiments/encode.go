package experiments

import (
	"bufio"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"
)

// New is a study, or a table, with its presets: those of its Preset(), else of the tables in it.
func New[T any]() *T { return fresh(reflect.TypeFor[T]()).Addr().Interface().(*T) }

// Encode writes a decoded study as TOML with every value in force, its meaning, unit and provenance beside it, and the
// words that could stand there where they could for the first time. What it writes decodes to the same study, and that one
// is written in the same bytes.
func Encode(w io.Writer, study any) error {
	out := bufio.NewWriter(w)
	var block []Setting
	told := map[string]bool{}
	flush := func() {
		writeBlock(out, block)
		block = nil
	}
	for _, s := range Settings(study) {
		if s.Key == "" {
			flush()
		}
		if words := strings.Join(s.OneOf, "|"); told[words] {
			s.OneOf = nil
		} else if words != "" {
			told[words] = true
		}
		block = append(block, s)
	}
	flush()
	return out.Flush()
}

// writeBlock writes one table: its header, then its values with their comments in a column.
func writeBlock(w *bufio.Writer, block []Setting) {
	const farthest = 48 // columns before a comment: longer values push their own comment out
	if len(block) == 0 {
		return
	}
	if path := block[0].Path; len(path) > 0 {
		fmt.Fprintf(w, "\n[%s]\n", FormatAddress(path))
	}
	column := 0
	for _, s := range block[1:] {
		if n := utf8.RuneCountInString(s.line()); n <= farthest {
			column = max(column, n)
		}
	}
	for _, s := range block[1:] {
		line := s.line()
		if c := s.comment(); c != "" {
			line += strings.Repeat(" ", max(0, column-utf8.RuneCountInString(line))) + "  # " + c
		}
		w.WriteString(line + "\n")
	}
}

// line is `key = value`; an absent key is a comment, so that the reader sees that it exists.
func (s Setting) line() string {
	if s.Absent {
		return "# " + formatKey(s.Key)
	}
	return formatKey(s.Key) + " = " + s.Text
}

// comment says what the value means and where it comes from, in one line.
func (s Setting) comment() string {
	var parts []string
	if doc := s.meaning(); doc != "" {
		parts = append(parts, doc)
	}
	switch {
	case s.Absent:
		parts = append(parts, "absent")
	case s.IsPreset() && s.Source != "":
		parts = append(parts, s.Source)
	case s.IsPreset() || s.Preset == "" || s.Preset == `""` || s.Preset == "[]":
	case s.Source != "":
		parts = append(parts, fmt.Sprintf("changed here (preset %s, %s)", s.Preset, s.Source))
	default:
		parts = append(parts, fmt.Sprintf("changed here (preset %s)", s.Preset))
	}
	return oneLine(strings.Join(parts, "; "))
}

// meaning is doc, unit and the words that could stand here.
func (s Setting) meaning() string {
	doc := s.Doc
	if k := kindNamed(s.Kinds, strings.Trim(s.Text, `"`)); k != nil {
		doc = k.Doc
	}
	if s.Unit != "" && s.Unit != "1" {
		doc = strings.TrimSpace(doc + " [" + s.Unit + "]")
	}
	words := s.OneOf
	if s.Kinds != nil {
		words = kindNames(s.Kinds)
	}
	if len(words) > 0 {
		doc = strings.TrimSpace(doc + " (" + strings.Join(words, " | ") + ")")
	}
	return doc
}
