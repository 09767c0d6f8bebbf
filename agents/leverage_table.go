package agents

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// A FallTable says what a day liquidates by how far its low is below its open: linear between its rows, from 0 BTC at no
// fall, constant beyond the last. Means hide the tail: the measured sizes have a Hill index of 1.0 to 1.2, and 1% of days
// hold 59% of the volume. Misleads within a day: what it liquidates comes as its low deepens, not in its own order.
// Source: the file's; that of "defi" is measured.
type FallTable struct {
	falls, btc []float64 // share of the open; BTC a day; both rising
}

// FallFile names a table in a file.
type FallFile struct {
	File string `toml:"file" required:"true" doc:"CSV of fall,btc: share by which a day's low is below its open, like 0.05, and what such a day liquidates; a relative path is relative to the study file"`
}

// DeFi is the table of the largest Ethereum lender's bitcoin collateral.
type DeFi struct{}

// Table is the mean BTC a day by the fall from the open, at the middle of each band: above 1% .1, 3 to 5% 6, 5 to 7% 19,
// 7 to 10% 43, 10 to 15% 130, below 15% 248. measured: 6,269 liquidations of 12,859 BTC.
func (*DeFi) Table() *FallTable {
	return &FallTable{falls: []float64{0.005, 0.04, 0.06, 0.085, 0.125, 0.175}, btc: []float64{0.1, 6, 19, 43, 130, 248}}
}

// mostBTC bounds a table's amounts, as it does an open interest: more than all coins, and its satoshis still fit 64 bits.
const mostBTC = 1_000_000_000

// fallFaults is how many broken rows are reported before reading stops.
const fallFaults = 10

// ReadFallTable reads the CSV of a FallFile. The name is for errors, which give the line of each broken row.
func ReadFallTable(r io.Reader, name string) (*FallTable, error) {
	lines := csv.NewReader(r)
	lines.TrimLeadingSpace = true
	header, _ := lines.Read()
	if strings.TrimPrefix(strings.Join(header, ","), "\ufeff") != "fall,btc" {
		return nil, fmt.Errorf("%s:1: %.60q: want a header fall,btc and at least one row", name, strings.Join(header, ","))
	}
	t, faults := &FallTable{}, []error(nil)
	for len(faults) < fallFaults {
		row, err := lines.Read()
		if err == io.EOF {
			break
		}
		if broken := (*csv.ParseError)(nil); errors.As(err, &broken) {
			faults = append(faults, fmt.Errorf("%s:%d: %w", name, broken.Line, broken.Err))
		} else if err != nil {
			return nil, err
		} else if want := t.add(row); want != "" {
			line, _ := lines.FieldPos(0)
			faults = append(faults, fmt.Errorf("%s:%d: %s: want %s", name, line, strings.Join(row, ","), want))
		}
	}
	if len(t.falls) == 0 && len(faults) == 0 {
		return nil, fmt.Errorf("%s:1: want at least one row below the header", name)
	}
	return t, errors.Join(faults...)
}

// add appends a row, or says what is wanted instead.
func (t *FallTable) add(row []string) (want string) {
	fall, err1 := strconv.ParseFloat(row[0], 64)
	btc, err2 := strconv.ParseFloat(row[1], 64)
	n := len(t.falls)
	switch {
	case err1 != nil || err2 != nil || !(fall > 0 && fall < 1) || !(btc >= 0 && btc <= mostBTC):
		return fmt.Sprintf("a fall between 0 and 1, and BTC of at least 0 and at most %d", mostBTC)
	case n > 0 && (fall <= t.falls[n-1] || btc < t.btc[n-1]):
		return "falls that rise from row to row, and BTC that never fall"
	}
	t.falls, t.btc = append(t.falls, fall), append(t.btc, btc)
	return ""
}

// Sold takes a fall of the log price.
func (t *FallTable) Sold(fall float64) float64 {
	share, from, btc := -math.Expm1(-fall), 0.0, 0.0
	for i, to := range t.falls {
		if share < to {
			return btc + float64((t.btc[i]-btc)*(share-from)/(to-from))
		}
		from, btc = to, t.btc[i]
	}
	return btc
}

// Daily is true: the table is of days.
func (*FallTable) Daily() bool { return true }
