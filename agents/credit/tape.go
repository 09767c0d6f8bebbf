package credit

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"firesale/market/unit"
)

// A Tape is a CSV of loans that is about to be read: one row a loan, under a header that names the columns in any order.
//
//	loan, borrower, principal_usd, collateral_btc, rate, originated   required
//	matures          preset a year after originated
//	accrues_from     preset originated
//	pays             cash or pik; preset Tape.Pays
//
// Amounts are exact to the cent and the satoshi, a rate is 11.8% or 0.118, a date 2025-12-31. A preset stands for an
// empty field too.
type Tape struct {
	Name string // for errors
	Size int64  // bytes, if known: makes room for the loans once
	Pays Pays   // of loans whose row does not say
}

// ReadTape reads a tape of unknown size whose loans pay cash unless they say otherwise.
func ReadTape(r io.Reader, name string) (Pool, error) { return Tape{Name: name}.Read(r) }

// Read reads all loans, in the order of their rows. Its memory is that of the loans and of their names: a row leaves
// nothing else behind. The error is a *TapeError that lists the broken rows, up to a limit.
func (t Tape) Read(r io.Reader) (Pool, error) {
	tr := &tapeReader{
		tape: t, in: bufio.NewReaderSize(r, longestRow), fail: &TapeError{Name: t.Name},
		rows: map[string]int32{}, borrowers: map[string]string{}, dates: map[string]unit.Date{},
	}
	if tr.header() {
		tr.loans()
	}
	if len(tr.fail.Faults) > 0 {
		return Pool{}, tr.fail
	}
	return tr.pool, nil
}

// longestRow is the longest line, in bytes: a row of a tape has about sixty.
const longestRow = 1 << 16

type tapeReader struct {
	tape    Tape
	in      *bufio.Reader
	fail    *TapeError
	line    int
	read    int64     // bytes
	columns []*column // in the order of the file
	fields  [][]byte
	row     tapeRow
	pool    Pool

	principal unit.USD // sums so far
	coins     unit.BTC
	rows      map[string]int32  // loan name to its row
	borrowers map[string]string // each name once
	dates     map[string]unit.Date
	names     strings.Builder // where names are kept, many to an allocation
}

// next is the next line that is not blank, without its end; nil at the end of the file or when reading fails.
func (tr *tapeReader) next() []byte {
	for {
		line, err := tr.in.ReadSlice('\n')
		tr.read += int64(len(line))
		tr.line++
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			tr.fault("", "", fmt.Sprintf("want rows of at most %d bytes", longestRow))
			tr.fail.Stopped = true
			return nil
		case err != nil && err != io.EOF:
			tr.fault("", "", "cannot be read: "+err.Error())
			tr.fail.Stopped = true
			return nil
		}
		if tr.line == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 || err == io.EOF {
			return line[:len(line):len(line)]
		}
	}
}

// header finds the columns; false if the tape cannot be read.
func (tr *tapeReader) header() bool {
	line := tr.next()
	if len(line) == 0 {
		tr.emptyTape()
		return false
	}
	tr.split(line)
	for _, field := range tr.fields {
		c := findColumn(string(field))
		switch {
		case c == nil && len(field) == 0:
			tr.fault("", "", fmt.Sprintf("want a name for column %d, of %s", len(tr.columns)+1, columnNames()))
		case c == nil:
			tr.fault("", string(field), "want no other columns than "+columnNames())
		case tr.has(c):
			tr.fault(c.name, "", "want each column once")
		}
		tr.columns = append(tr.columns, c)
	}
	for i := range tapeColumns {
		if c := &tapeColumns[i]; c.required && !tr.has(c) {
			tr.fault(c.name, "", "want this column in the header")
		}
	}
	return len(tr.fail.Faults) == 0
}

func (tr *tapeReader) emptyTape() {
	if len(tr.fail.Faults) == 0 {
		tr.line = 1
		tr.fault("", "", "want a header ("+columnNames()+") and at least one loan: the tape is empty")
	}
}

func (tr *tapeReader) has(c *column) bool {
	for _, known := range tr.columns {
		if known == c {
			return true
		}
	}
	return false
}

// loans reads the rows below the header.
func (tr *tapeReader) loans() {
	for !tr.fail.Stopped {
		line := tr.next()
		if len(line) == 0 {
			break
		}
		before := len(tr.fail.Faults)
		if tr.split(line) {
			tr.loan()
		}
		if len(tr.fail.Faults) > before {
			tr.fail.rows++
			tr.fail.Stopped = tr.fail.Stopped || tr.fail.rows == mostBrokenRows
		}
	}
	if len(tr.pool.Loans) == 0 {
		tr.emptyTape()
	}
}

// loan reads the fields of a row, completes it by the presets and adds it to the pool.
func (tr *tapeReader) loan() {
	if len(tr.fields) != len(tr.columns) {
		tr.fault("", "", fmt.Sprintf("want %d fields, as the header has, not %d", len(tr.columns), len(tr.fields)))
		return
	}
	tr.row = tapeRow{loan: Loan{Pays: tr.tape.Pays}}
	before := len(tr.fail.Faults)
	for i, c := range tr.columns {
		if len(tr.fields[i]) == 0 && !c.required {
			continue
		}
		if want := c.read(tr, tr.fields[i]); want != "" {
			tr.fault(c.name, string(tr.fields[i]), want)
		}
	}
	if len(tr.fail.Faults) == before && tr.complete() {
		tr.add(tr.row.loan)
	}
}

// add appends a loan; the first ones tell how many more of them the rest of the file holds.
func (tr *tapeReader) add(l Loan) {
	if n := len(tr.pool.Loans); n == 1000 && tr.tape.Size > tr.read {
		more := float64(n) * float64(tr.tape.Size-tr.read) / float64(tr.read)
		room := make([]Loan, n, n+int(math.Min(more*1.02, 1e9))+64)
		copy(room, tr.pool.Loans)
		tr.pool.Loans = room
	}
	tr.pool.Loans = append(tr.pool.Loans, l)
}
