package credit_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firesale/agents/credit"
	"firesale/market/unit"
)

const header = "loan,borrower,principal_usd,collateral_btc,rate,originated\n"

func ExampleReadTape() {
	pool, err := credit.ReadTape(strings.NewReader(header+
		"L1,Ann,10000.00,0.2,11.8%,2025-06-30\n"+
		"L2,Bob,2500,0.05,0.104,2025-11-30\n"), "loans.csv")
	fmt.Println(len(pool.Loans), pool.Principal(), pool.Collateral(), err)
	fmt.Println(pool.Loans[1].Rate, pool.Loans[1].Matures, pool.Loans[1].Pays)

	_, err = credit.ReadTape(strings.NewReader(header+"L1,Ann,-5,0.2,11.8%,2025-06-31\n"), "loans.csv")
	fmt.Println(err)
	// Output:
	// 2 12500.00 0.25 <nil>
	// 10.4% 2026-11-30 cash
	// loans.csv:2: principal_usd = "-5": want an amount in USD exact to the cent, above 0, at most 1000000000000.00
	// loans.csv:2: originated = "2025-06-31": want a date like 2025-12-31
}

func TestReadTape(t *testing.T) {
	day := unit.DateOf(2025, 6, 30)
	one := credit.Loan{ID: "L1", Borrower: "Ann", Principal: 1_000_000, Collateral: 20_000_000, Rate: 118_000,
		Originated: day, Matures: day.AddMonths(12), AccruesFrom: day}
	all := one
	all.Matures, all.AccruesFrom, all.Pays = unit.DateOf(2027, 1, 31), unit.DateOf(2025, 12, 31), credit.PIK
	quoted := one
	quoted.ID, quoted.Borrower = `L"1"`, "Ann, Bob"
	for _, c := range []struct {
		name, text string
		want       credit.Loan
	}{
		{"percent", header + "L1,Ann,10000.00,0.2,11.8%,2025-06-30\n", one},
		{"ratio", header + "L1,Ann,10000,.2,0.118,2025-06-30\n", one},
		{"basis points", header + "L1,Ann,10000,0.20000000000,1180 bp,2025-06-30\n", one},
		{"no last line end", header + "L1,Ann,10000.00,0.2,11.8%,2025-06-30", one},
		{"CRLF, BOM, blank lines, spaces", "\ufeff" + strings.ReplaceAll(header, "\n", "\r\n") + "\r\n L1 , Ann,10000.00,0.2, 11.8 %,2025-06-30\r\n\r\n", one},
		{"quotes", header + `"L""1""", "Ann, Bob","10000.00",0.2,"11.8%",2025-06-30`, quoted},
		{"another order", "rate,loan,originated,collateral_btc,borrower,principal_usd\n11.8%,L1,2025-06-30,0.2,Ann,10000\n", one},
		{"all columns", header[:len(header)-1] + ",matures,accrues_from,pays\nL1,Ann,10000,0.2,11.8%,2025-06-30,2027-01-31,2025-12-31,pik\n", all},
		{"empty means preset", header[:len(header)-1] + ",pays,matures,accrues_from\nL1,Ann,10000,0.2,11.8%,2025-06-30,,,\n", one},
	} {
		for _, read := range []func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.OneByteReader, iotest.DataErrReader} {
			pool, err := credit.ReadTape(read(strings.NewReader(c.text)), "loans.csv")
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			} else if diff := cmp.Diff([]credit.Loan{c.want}, pool.Loans); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
		}
	}
}

func TestReadTapePays(t *testing.T) {
	tape := credit.Tape{Name: "loans.csv", Pays: credit.PIK}
	text := header[:len(header)-1] + ",pays\nL1,Ann,1,1,0,2025-06-30,\nL2,Ann,1,1,0,2025-06-30,cash\n"
	pool, err := tape.Read(strings.NewReader(text))
	if err != nil || pool.Loans[0].Pays != credit.PIK || pool.Loans[1].Pays != credit.Cash {
		t.Errorf("the terms' pik, then the tape's own cash: got %v, %v", pool.Loans, err)
	}
}

func TestReadTapeFaults(t *testing.T) {
	row := "L1,Ann,10000,0.2,11.8%,2025-06-30\n"
	dates := header[:len(header)-1] + ",matures,accrues_from\n"
	for _, c := range []struct{ name, text, want string }{
		{"empty file", "", "loans.csv:1: want a header (loan,borrower,principal_usd,collateral_btc,rate,originated,matures,accrues_from,pays) and at least one loan: the tape is empty"},
		{"blank file", "\n \n", "the tape is empty"},
		{"header only", header, "the tape is empty"},
		{"unknown column", "loan,borrower,ltv,principal_usd,collateral_btc,rate,originated\n" + row, `loans.csv:1: "ltv": want no other columns than loan,borrower,`},
		{"missing column", "loan,borrower,principal_usd,collateral_btc,originated\n" + row, "loans.csv:1: rate: want this column in the header"},
		{"column twice", "rate," + header + row, "loans.csv:1: rate: want each column once"},
		{"column without a name", "loan,borrower,principal_usd,collateral_btc,rate,originated,\n" + row, "loans.csv:1: want a name for column 7, of loan,borrower,"},
		{"no header", row, `loans.csv:1: "L1": want no other columns`},
		{"negative principal", header + row + "L2,Ann,-5,0.2,11.8%,2025-06-30\n", `loans.csv:3: principal_usd = "-5": want an amount in USD exact to the cent, above 0`},
		{"no principal", header + "L2,Ann,0.00,0.2,11.8%,2025-06-30\n", `loans.csv:2: principal_usd = "0.00": want`},
		{"part of a cent", header + "L2,Ann,5.001,0.2,11.8%,2025-06-30\n", `principal_usd = "5.001": want an amount in USD exact to the cent`},
		{"NaN", header + "L2,Ann,NaN,inf,1e3,2025-06-30\n", "loans.csv:2: principal_usd = \"NaN\": want an amount in USD exact to the cent, above 0, at most 1000000000000.00\nloans.csv:2: collateral_btc = \"inf\": want"},
		{"too much", header + "L2,Ann,99999999999999999999,22000000,11.8%,2025-06-30\n", `collateral_btc = "22000000": want an amount in BTC exact to the satoshi, above 0, at most 21000000`},
		{"empty balance", header + "L2,Ann,,0.2,11.8%,2025-06-30\n", "loans.csv:2: principal_usd: want an amount"},
		{"no coins", header + "L2,Ann,5,0,11.8%,2025-06-30\n", `collateral_btc = "0": want`},
		{"rate without its unit", header + "L2,Ann,5,1,11.8,2025-06-30\n", `rate = "11.8": want a yearly rate like 11.8% or 0.118`},
		{"negative rate", header + "L2,Ann,5,1,-1%,2025-06-30\n", `rate = "-1%": want`},
		{"date", header + "L2,Ann,5,1,1%,30.06.2025\n", `originated = "30.06.2025": want a date like 2025-12-31`},
		{"no name", header + ",,5,1,1%,2025-06-30\n", "loans.csv:2: loan: want a name, in UTF-8\nloans.csv:2: borrower: want a name"},
		{"name not text", header + "\xff,Ann,5,1,1%,2025-06-30\n", `loan = "\xff": want a name, in UTF-8`},
		{"loan twice", header + row + "\n" + row, `loans.csv:4: loan = "L1": want each loan once: it is in row 2 too`},
		{"too few fields", header + "L1,Ann,5\n", "loans.csv:2: want 6 fields, as the header has, not 3"},
		{"too many fields", header + "L1,Ann,5,1,1%,2025-06-30,\n", "want 6 fields, as the header has, not 7"},
		{"open quote", header + "\"L1,Ann,5,1,1%,2025-06-30\n", "loans.csv:2: \"\\\"L1,Ann,5,1,1%,2025-06-30\": want quotes around a whole field"},
		{"text after a quote", header + "\"L1\"x,Ann,5,1,1%,2025-06-30\n", "want quotes around a whole field, closed in the same line"},
		{"matures before it begins", dates + "L1,Ann,5,1,1%,2025-06-30,2025-06-30,\n", `matures = "2025-06-30": want after originated (2025-06-30)`},
		{"accrues before it begins", dates + "L1,Ann,5,1,1%,2025-06-30,,2025-06-29\n", `accrues_from = "2025-06-29": want from originated (2025-06-30) to matures (2026-06-30)`},
		{"pays", header[:len(header)-1] + ",pays\nL1,Ann,5,1,1%,2025-06-30,PIK\n", `pays = "PIK": want cash or pik`},
		{"long row", header + strings.Repeat("x", 1<<17), "loans.csv:2: want rows of at most 65536 bytes"},
		{"long value", header + "L1,Ann,5" + strings.Repeat("x", 200) + ",1,1%,2025-06-30", `principal_usd = "5` + strings.Repeat("x", 56) + `...": want`},
	} {
		_, err := credit.ReadTape(strings.NewReader(c.text), "loans.csv")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v\nwant %s", c.name, err, c.want)
		}
	}
}

func TestReadTapeCollectsFaultsUpToALimit(t *testing.T) {
	text := header + strings.Repeat("L1,Ann,x,y,1%,2025-06-30\n", 50)
	_, err := credit.ReadTape(strings.NewReader(text), "loans.csv")
	var broken *credit.TapeError
	if !errors.As(err, &broken) || !broken.Stopped {
		t.Fatalf("got %v", err)
	}
	if last := broken.Faults[len(broken.Faults)-1]; last.Row != 21 {
		t.Errorf("last row %d, want 21: twenty broken rows below the header", last.Row)
	}
	if !strings.HasSuffix(err.Error(), "loans.csv: stopped after 20 broken rows") {
		t.Errorf("got %v", err)
	}
}

func TestReadTapeFailsWithItsFile(t *testing.T) {
	in := io.MultiReader(strings.NewReader(header), iotest.ErrReader(errors.New("disk gone")))
	if _, err := credit.ReadTape(in, "loans.csv"); err == nil || err.Error() != "loans.csv:2: cannot be read: disk gone" {
		t.Errorf("got %v", err)
	}
}

// Property: what is written is read back, whatever the names.
func TestTapeRoundTrip(t *testing.T) {
	name := rapid.StringMatching(`[a-zé"', #;]{0,6}[a-z"]`)
	rapid.Check(t, func(t *rapid.T) {
		var pool credit.Pool
		for i := range rapid.IntRange(1, 20).Draw(t, "loans") {
			originated := unit.Date(rapid.IntRange(0, 40_000).Draw(t, "originated"))
			life := rapid.IntRange(1, 4_000).Draw(t, "life")
			pool.Loans = append(pool.Loans, credit.Loan{
				ID: fmt.Sprintf("%d%s", i, name.Draw(t, "loan")), Borrower: strings.TrimSpace(name.Draw(t, "borrower")),
				Principal:  unit.USD(rapid.Int64Range(1, 1e14).Draw(t, "principal")),
				Collateral: unit.BTC(rapid.Int64Range(1, 2.1e15).Draw(t, "collateral")),
				Rate:       unit.Rate(rapid.Int64Range(0, 1e6).Draw(t, "rate")),
				Originated: originated, Matures: originated + unit.Date(life),
				AccruesFrom: originated + unit.Date(rapid.IntRange(0, life).Draw(t, "accrues")),
				Pays:        credit.Pays(rapid.IntRange(0, 1).Draw(t, "pays")),
			})
		}
		var text bytes.Buffer
		if err := credit.WriteTape(&text, &pool); err != nil {
			t.Fatal(err)
		}
		back, err := credit.ReadTape(&text, "loans.csv")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(pool, back); diff != "" {
			t.Fatal(diff)
		}
	})
}

// FuzzTape holds the reader to this: no panic; a fault names a row; what it takes, it takes again after writing.
func FuzzTape(f *testing.F) {
	f.Add([]byte(header + "L1,Ann,10000.00,0.2,11.8%,2025-06-30\n"))
	f.Add([]byte("\ufeff" + header + "\r\n\"L\"\"1\",\"A,B\",1,1,1bp,2024-02-29\r\n"))
	f.Add([]byte(header[:len(header)-1] + ",pays,matures,accrues_from\na,b,1,1,1,0001-01-01,pik,9999-12-31,\n"))
	f.Add([]byte(header + "L1,Ann,-5,NaN,11.8,2025-02-30\n\"x\n,,,,,,,\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		pool, err := credit.ReadTape(bytes.NewReader(text), "f")
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f:") || len(pool.Loans) > 0 {
				t.Fatalf("error %v with %d loans", err, len(pool.Loans))
			}
			return
		}
		var again bytes.Buffer
		if err := credit.WriteTape(&again, &pool); err != nil {
			t.Fatal(err)
		}
		back, err := credit.ReadTape(&again, "f")
		if diff := cmp.Diff(pool, back); err != nil || diff != "" {
			t.Fatalf("%v: %s", err, diff)
		}
	})
}

// millionRows is a tape as a reader, made while it is read.
type millionRows struct {
	left, row int
	part      []byte
}

func (m *millionRows) Read(p []byte) (int, error) {
	if len(m.part) == 0 {
		if m.left == 0 {
			return 0, io.EOF
		}
		m.left--
		m.row++
		m.part = fmt.Appendf(m.part[:0], "L%07d,B%06d,%d.%02d,0.%08d,11.%02d%%,2025-%02d-01\n",
			m.row, m.row%500_000, 500+m.row%90_000, m.row%100, 1+m.row%99_999_999, m.row%100, 1+m.row%12)
	}
	n := copy(p, m.part)
	m.part = m.part[n:]
	return n, nil
}

// The tape's rows must leave nothing behind but loans and names: 80 bytes a loan, 15 for its names, and less than that
// again for the tables that find duplicates.
func TestReadTapeMemory(t *testing.T) {
	const rows = 100_000
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	pool, err := credit.Tape{Name: "loans.csv", Size: rows * 54}.Read(io.MultiReader(strings.NewReader(header), &millionRows{left: rows}))
	runtime.ReadMemStats(&after)
	if err != nil || len(pool.Loans) != rows {
		t.Fatal(len(pool.Loans), err)
	}
	// millionRows itself makes about seven small allocations a row.
	if perRow := float64(after.TotalAlloc-before.TotalAlloc) / rows; perRow > 400 {
		t.Errorf("%.0f bytes allocated a row, want at most 400", perRow)
	}
}

func BenchmarkTape(b *testing.B) {
	const rows = 1_000_000
	text, err := io.ReadAll(io.MultiReader(strings.NewReader(header), &millionRows{left: rows}))
	if err != nil {
		b.Fatal(err)
	}
	b.Run("rows=1e6", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if _, err := (credit.Tape{Name: "loans.csv", Size: int64(len(text))}).Read(bytes.NewReader(text)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
