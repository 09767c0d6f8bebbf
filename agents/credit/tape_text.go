package credit

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A TapeFault is one thing wrong with a tape.
type TapeFault struct {
	Row           int // line of the file; the header is 1
	Column, Value string
	Want          string
}

// A TapeError lists what is wrong with a tape, in the order of its rows.
type TapeError struct {
	Name    string
	Faults  []TapeFault
	Stopped bool // there may be more
	rows    int  // broken
}

// mostBrokenRows are listed before reading stops.
const mostBrokenRows = 20

// Error writes a line a fault: loans.csv:17: principal_usd = "-5": want …
func (e *TapeError) Error() string {
	var b strings.Builder
	for i, f := range e.Faults {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(f.text(e.Name))
	}
	if e.rows == mostBrokenRows {
		fmt.Fprintf(&b, "\n%s: stopped after %d broken rows", e.Name, e.rows)
	}
	return b.String()
}

func (f TapeFault) text(name string) string {
	text := fmt.Sprintf("%s:%d: ", name, f.Row)
	switch {
	case f.Column != "" && f.Value != "":
		text += fmt.Sprintf("%s = %q: ", f.Column, f.Value)
	case f.Column != "":
		text += f.Column + ": "
	case f.Value != "":
		text += fmt.Sprintf("%q: ", f.Value)
	}
	return text + f.Want
}

func (tr *tapeReader) fault(column, value, want string) {
	if len(value) > 60 {
		value = value[:57] + "..."
	}
	tr.fail.Faults = append(tr.fail.Faults, TapeFault{tr.line, column, value, want})
}

// split cuts a line into trimmed fields that live until the next line is read; false if its quotes are broken.
func (tr *tapeReader) split(line []byte) bool {
	tr.fields = tr.fields[:0]
	for more := true; more; {
		var field []byte
		var ok bool
		if field, line, more, ok = cutField(line); !ok {
			tr.fault("", string(line), "want quotes around a whole field, closed in the same line")
			return false
		}
		tr.fields = append(tr.fields, bytes.TrimSpace(field))
	}
	return true
}

// cutField cuts the first field off a line.
func cutField(line []byte) (field, rest []byte, more, ok bool) {
	line = bytes.TrimLeft(line, " \t")
	if len(line) == 0 || line[0] != '"' {
		field, rest, more = bytes.Cut(line, []byte{','})
		return field, rest, more, true
	}
	end := closingQuote(line)
	if end < 0 || (end+1 < len(line) && line[end+1] != ',') {
		return nil, line, false, false
	}
	if field = line[1:end]; bytes.IndexByte(field, '"') >= 0 {
		field = bytes.ReplaceAll(field, []byte(`""`), []byte(`"`))
	}
	if end+1 == len(line) {
		return field, nil, false, true
	}
	return field, line[end+2:], true, true
}

// closingQuote is the place of the quote that closes the one at 0, or -1. Two quotes stand for one.
func closingQuote(line []byte) int {
	for i := 1; i < len(line); i++ {
		if line[i] != '"' {
			continue
		}
		if i+1 == len(line) || line[i+1] != '"' {
			return i
		}
		i++
	}
	return -1
}

// WriteTape writes a pool with all columns, so that reading it gives the same loans.
func WriteTape(w io.Writer, p *Pool) error {
	out := csv.NewWriter(w)
	fields := strings.Split(columnNames(), ",")
	if err := out.Write(fields); err != nil {
		return err
	}
	for i := range p.Loans {
		l := &p.Loans[i]
		rate := strconv.FormatFloat(l.Rate.Float(), 'f', -1, 64) // the shortest one is exact to the ppm
		fields = append(fields[:0], l.ID, l.Borrower, l.Principal.String(), l.Collateral.String(), rate,
			l.Originated.String(), l.Matures.String(), l.AccruesFrom.String(), l.Pays.String())
		if err := out.Write(fields); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
