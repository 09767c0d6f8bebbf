package price

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"firesale/market/unit"
)

// Series is the prices of a file in the order of time, as they stand there: with its gaps and duplicates.
type Series struct {
	Name  string
	Rows  []int           // line of each row in the file, from 1
	Time  []unit.Duration // since 1970-01-01 UTC: of the price, or of the bar's opening
	Price []float64       // USD: the price, or the bar's close
	Open  []float64       // of bars only, as Low
	Low   []float64
}

// Bars reports whether the rows are bars, whose Price stands at their end, and not prices at a time.
func (s *Series) Bars() bool { return len(s.Open) > 0 }

// faultLimit is how many broken rows are reported before reading stops.
const faultLimit = 10

// Read parses a price file. It has a header with `time` or `t` (Unix seconds or ISO; or unix, timestamp, open_time, date,
// datetime, snapped_at), then `price` (or PriceUSD, as Coin Metrics has it; an empty one is no row), or `open,high,low,close` or
// `o,h,l,c`, or `close` alone; other columns are ignored. Also read as they come are Binance klines, which have no header, and Bitstamp's files, which begin
// with an address and run newest first. Times of every row may be in s, ms, µs or ns; where all can be days such as
// 20251231, or minutes such as 202512312359, they are that. A row has as many fields as the first: one more or less is a
// decimal comma, or a file that was cut off. The name is for errors, which give line, column, value and what is wanted, for
// up to ten rows.
func Read(r io.Reader, name string) (*Series, error) {
	p := &parser{series: Series{Name: name}, row: 1}
	in := bufio.NewReader(r)
	if begins(in, gzipMark) || begins(in, zipMark) {
		return nil, fmt.Errorf("%s: is compressed: want it unpacked", name)
	}
	if begins(in, byteOrderMark) {
		in.Discard(len(byteOrderMark))
	}
	lines := csv.NewReader(in)
	lines.FieldsPerRecord, lines.ReuseRecord, lines.TrimLeadingSpace = -1, true, true
	for len(p.faults) < faultLimit && !p.lost {
		fields, err := lines.Read()
		if err == io.EOF {
			break
		}
		if broken := (*csv.ParseError)(nil); errors.As(err, &broken) {
			return nil, fmt.Errorf("%s:%d: %w", name, broken.Line, broken.Err)
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		p.row, _ = lines.FieldPos(0)
		p.line(fields)
	}
	if len(p.faults) == 0 && len(p.series.Time) < 2 {
		p.fault("want at least two rows with a price, not %d", len(p.series.Time))
	}
	if len(p.faults) > 0 {
		return nil, errors.Join(p.faults...)
	}
	p.series.readBasic()
	return &p.series, p.sort()
}

// What a file may begin with: spreadsheets write a byte order mark.
const (
	byteOrderMark = "\ufeff"
	gzipMark      = "\x1f\x8b"
	zipMark       = "PK\x03\x04" // as Binance has them
)

func begins(in *bufio.Reader, mark string) bool {
	begin, _ := in.Peek(len(mark))
	return string(begin) == mark
}

// parser reads rows into a series.
type parser struct {
	series  Series
	row     int
	columns *columns // nil before the header
	width   int      // fields of a row, by the first
	lost    bool     // the header made no sense
	fields  []string
	faults  []error
}

func (p *parser) fault(format string, args ...any) {
	p.faults = append(p.faults, fmt.Errorf("%s:%d: %s", p.series.Name, p.row, fmt.Sprintf(format, args...)))
}

func (p *parser) line(fields []string) {
	for i, f := range fields {
		fields[i] = strings.TrimSpace(f)
	}
	p.fields = fields
	if p.columns == nil {
		if len(fields) == 1 && strings.HasPrefix(fields[0], "http") {
			return // the address at the top of Bitstamp's files
		}
		columns, header, err := findColumns(fields)
		if err != nil {
			p.fault("%v", err)
			p.lost = true
			return
		}
		if p.columns, p.width = columns, len(fields); header {
			return
		}
	}
	if len(fields) != p.width {
		p.fault("has %d columns: want %d, as the first row", len(fields), p.width)
		return
	}
	p.add()
}

// add takes the row's fields into the series.
func (p *parser) add() {
	c := p.columns
	if c.open < 0 && p.fields[c.price] == "" {
		return
	}
	at, err := parseTime(p.fields[c.time])
	if err != nil {
		p.fault("time = %q: want Unix seconds or ISO, like 2025-10-10T21:15:00Z", p.fields[c.time])
		return
	}
	before := len(p.faults)
	price := p.number("price", c.price)
	var open, high, low float64
	if c.open >= 0 {
		open, high, low = p.number("open", c.open), p.number("high", c.high), p.number("low", c.low)
		if len(p.faults) == before && (low > min(open, price) || high < max(open, price)) {
			p.fault("open %v, high %v, low %v, close %v: want low and high around the others", open, high, low, price)
		}
	}
	if len(p.faults) > before {
		return
	}
	s := &p.series
	s.Rows, s.Time, s.Price = append(s.Rows, p.row), append(s.Time, at), append(s.Price, price)
	if c.open >= 0 {
		s.Open, s.Low = append(s.Open, open), append(s.Low, low)
	}
}

// number is a price in a column.
func (p *parser) number(name string, column int) float64 {
	x, err := strconv.ParseFloat(p.fields[column], 64)
	if err != nil || !(x >= leastUSD && x <= mostUSD) {
		p.fault("%s = %q: want a price from %v to %d USD", name, p.fields[column], leastUSD, mostUSD)
	}
	return x
}

// sort brings a series that runs newest first into the order of time, and refuses one that turns round.
func (p *parser) sort() error {
	s := &p.series
	falls := s.Time[0] > s.Time[len(s.Time)-1]
	for i := 1; i < len(s.Time); i++ {
		if (s.Time[i] < s.Time[i-1]) != falls && s.Time[i] != s.Time[i-1] {
			return fmt.Errorf("%s:%d: time %s comes after %s: want rows oldest first, or all newest first", s.Name, s.Rows[i], iso(s.Time[i]), iso(s.Time[i-1]))
		}
	}
	if falls {
		slices.Reverse(s.Rows)
		slices.Reverse(s.Time)
		for _, column := range [][]float64{s.Price, s.Open, s.Low} {
			slices.Reverse(column)
		}
	}
	return nil
}

func iso(t unit.Duration) string { return time.Unix(0, int64(t)).UTC().Format(time.RFC3339) }
