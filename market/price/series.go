package price

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
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

// Read parses a price file. It has a header with `time` or `t` (Unix seconds or ISO; or unix, timestamp, open_time, date),
// then `price` (or PriceUSD, as Coin Metrics has it; an empty one is no row), or `open,high,low,close` or `o,h,l,c`; other
// columns are ignored. Also read as they come are Binance klines, which have no header, and Bitstamp's files, which begin
// with an address and run newest first. Times of every row may be in s, ms, µs or ns. The name is for errors, which give
// line, column, value and what is wanted, for up to ten rows.
func Read(r io.Reader, name string) (*Series, error) {
	p := &parser{series: Series{Name: name}}
	lines := bufio.NewScanner(r)
	for lines.Scan() && len(p.faults) < faultLimit && !p.lost {
		p.row++
		if line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff")); line != "" {
			p.line(line)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, p.row+1, err)
	}
	if len(p.faults) == 0 && len(p.series.Time) < 2 {
		p.fault("has %d prices: want at least two rows", len(p.series.Time))
	}
	if len(p.faults) > 0 {
		return nil, errors.Join(p.faults...)
	}
	return &p.series, p.sort()
}

// parser reads rows into a series.
type parser struct {
	series  Series
	row     int
	columns *columns // nil before the header
	lost    bool     // the header made no sense
	fields  []string
	faults  []error
}

func (p *parser) fault(format string, args ...any) {
	p.faults = append(p.faults, fmt.Errorf("%s:%d: %s", p.series.Name, p.row, fmt.Sprintf(format, args...)))
}

func (p *parser) line(line string) {
	p.fields = p.fields[:0]
	for field := range strings.SplitSeq(line, ",") {
		p.fields = append(p.fields, strings.Trim(strings.TrimSpace(field), `"`))
	}
	if p.columns == nil {
		if len(p.fields) == 1 && strings.HasPrefix(line, "http") {
			return // the address at the top of Bitstamp's files
		}
		columns, header, err := findColumns(p.fields)
		if err != nil {
			p.fault("%v", err)
			p.lost = true
			return
		}
		if p.columns = columns; header {
			return
		}
	}
	if last := p.columns.last(); last >= len(p.fields) {
		p.fault("has %d columns: want %d or more", len(p.fields), last+1)
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
	if err != nil || !(x > 0) || math.IsInf(x, 0) {
		p.fault("%s = %q: want a price above 0", name, p.fields[column])
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
