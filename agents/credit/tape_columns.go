package credit

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"firesale/market/unit"
)

// A column reads its field into the row, or says what is wanted instead.
type column struct {
	name     string
	required bool
	read     func(tr *tapeReader, field []byte) (want string)
}

// A tapeRow is a loan and which of its optional dates were written.
type tapeRow struct {
	loan             Loan
	matures, accrues bool
}

// tapeColumns is every column that a tape can have, in the order in which they are written.
var tapeColumns = []column{
	{"loan", true, readLoan},
	{"borrower", true, readBorrower},
	{"principal_usd", true, readPrincipal},
	{"collateral_btc", true, readCollateral},
	{"rate", true, readRate},
	{"originated", true, func(tr *tapeReader, f []byte) string { return tr.date(&tr.row.loan.Originated, f) }},
	{"matures", false, func(tr *tapeReader, f []byte) string {
		tr.row.matures = true
		return tr.date(&tr.row.loan.Matures, f)
	}},
	{"accrues_from", false, func(tr *tapeReader, f []byte) string {
		tr.row.accrues = true
		return tr.date(&tr.row.loan.AccruesFrom, f)
	}},
	{"pays", false, readPays},
}

func findColumn(name string) *column {
	for i := range tapeColumns {
		if tapeColumns[i].name == name {
			return &tapeColumns[i]
		}
	}
	return nil
}

func columnNames() string {
	names := make([]string, len(tapeColumns))
	for i, c := range tapeColumns {
		names[i] = c.name
	}
	return strings.Join(names, ",")
}

func readLoan(tr *tapeReader, field []byte) string {
	if want := wantName(field); want != "" {
		return want
	}
	if first, again := tr.rows[string(field)]; again {
		return fmt.Sprintf("want each loan once: it is in row %d too", first)
	}
	tr.row.loan.ID = tr.keep(field)
	tr.rows[tr.row.loan.ID] = int32(min(tr.line, math.MaxInt32))
	return ""
}

func readBorrower(tr *tapeReader, field []byte) string {
	if want := wantName(field); want != "" {
		return want
	}
	name, known := tr.borrowers[string(field)]
	if !known {
		name = tr.keep(field)
		tr.borrowers[name] = name
	}
	tr.row.loan.Borrower = name
	return ""
}

func wantName(field []byte) string {
	if len(field) == 0 || !utf8.Valid(field) {
		return "want a name, in UTF-8"
	}
	return ""
}

// keep copies a name to where many of them share an allocation.
func (tr *tapeReader) keep(field []byte) string {
	if tr.names.Cap()-tr.names.Len() < len(field) {
		tr.names = strings.Builder{}
		tr.names.Grow(max(1<<14, len(field)))
	}
	tr.names.Write(field)
	return tr.names.String()[tr.names.Len()-len(field):]
}

func readPrincipal(tr *tapeReader, field []byte) string {
	n, err := unit.ParseDecimal(field, 2)
	tr.row.loan.Principal = unit.USD(n)
	if err != nil || n <= 0 || tr.row.loan.Principal > mostPrincipal {
		return fmt.Sprintf("want an amount in USD exact to the cent, above 0, at most %v", mostPrincipal)
	}
	if tr.row.loan.Principal > math.MaxInt64-tr.principal {
		return "want a sum of principals that 64 bits hold, below 92233720368547758.07 USD"
	}
	tr.principal += tr.row.loan.Principal
	return ""
}

func readCollateral(tr *tapeReader, field []byte) string {
	n, err := unit.ParseDecimal(field, 8)
	tr.row.loan.Collateral = unit.BTC(n)
	if err != nil || n <= 0 || tr.row.loan.Collateral > mostCollateral {
		return fmt.Sprintf("want an amount in BTC exact to the satoshi, above 0, at most %v", mostCollateral)
	}
	if tr.row.loan.Collateral > math.MaxInt64-tr.coins {
		return "want a sum of coins that 64 bits hold, below 92233720368.54775807 BTC"
	}
	tr.coins += tr.row.loan.Collateral
	return ""
}

// readRate reads 11.8%, 1180bp or 0.118.
func readRate(tr *tapeReader, field []byte) string {
	digits := 6
	if number, ok := bytes.CutSuffix(field, []byte("%")); ok {
		field, digits = bytes.TrimSpace(number), 4
	} else if number, ok := bytes.CutSuffix(field, []byte("bp")); ok {
		field, digits = bytes.TrimSpace(number), 2
	}
	n, err := unit.ParseDecimal(field, digits)
	tr.row.loan.Rate = unit.Rate(n)
	if err != nil || n < 0 || tr.row.loan.Rate > unit.One {
		return "want a yearly rate like 11.8% or 0.118, exact to 0.0001%, 0% to 100%"
	}
	return ""
}

func (tr *tapeReader) date(date *unit.Date, field []byte) string {
	known, ok := tr.dates[string(field)]
	if !ok {
		var err error
		if known, err = unit.ParseDate(string(field)); err != nil {
			return "want a date like 2025-12-31"
		}
		tr.dates[string(field)] = known
	}
	*date = known
	return ""
}

func readPays(tr *tapeReader, field []byte) (want string) {
	switch string(field) {
	case "cash":
		tr.row.loan.Pays = Cash
	case "pik":
		tr.row.loan.Pays = PIK
	default:
		want = "want cash or pik"
	}
	return want
}

// complete fills in the dates that a row does not have, and holds them to their order.
func (tr *tapeReader) complete() bool {
	l := &tr.row.loan
	if !tr.row.matures {
		l.Matures = l.Originated.AddMonths(TermMonths)
	}
	if !tr.row.accrues {
		l.AccruesFrom = l.Originated
	}
	if l.Matures <= l.Originated {
		tr.fault("matures", l.Matures.String(), fmt.Sprintf("want after originated (%v)", l.Originated))
		return false
	}
	if l.AccruesFrom < l.Originated || l.AccruesFrom > l.Matures {
		tr.fault("accrues_from", l.AccruesFrom.String(), fmt.Sprintf("want from originated (%v) to matures (%v)", l.Originated, l.Matures))
		return false
	}
	return true
}
