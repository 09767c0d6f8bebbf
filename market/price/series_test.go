package price_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// TestReadForms reads the same three hours in every form that a file may have.
func TestReadForms(t *testing.T) {
	hours := []unit.Duration{1_760_130_000 * unit.Second, 1_760_133_600 * unit.Second, 1_760_137_200 * unit.Second}
	for _, c := range []struct {
		name, text string
		bars       bool
	}{
		{"plain, seconds", "time,price\n1760130000,110\n1760133600,104.5\n1760137200,107\n", false},
		{"plain, ISO, other columns and order", "note,price,time\nx,110,2025-10-10T21:00:00Z\ny,104.5,2025-10-10 22:00:00\nz,107,2025-10-10 23:00\n", false},
		{"milliseconds and microseconds in one file", "t,price\n1760130000000,110\n1760133600000000,104.5\n1760137200000,107\n", false},
		{"bars", "time,open,high,low,close\n1760130000,111,112,109,110\n1760133600,110,111,100,104.5\n1760137200,104.5,108,104,107\n", true},
		{"short bars", "t,o,h,l,c,v\n1760130000,111,112,109,110,1\n1760133600,110,111,100,104.5,2\n1760137200,104.5,108,104,107,3\n", true},
		{"Binance klines, ms", "1760130000000,111,112,109,110,5,1760133599999,550,9,2,3,0\n1760133600000,110,111,100,104.5,5,1760137199999,550,9,2,3,0\n1760137200000,104.5,108,104,107,5,1760140799999,550,9,2,3,0\n", true},
		{"Binance klines, µs", "1760130000000000,111,112,109,110,5\n1760133600000000,110,111,100,104.5,5\n1760137200000000,104.5,108,104,107,5\n", true},
		{"Coin Metrics", "time,PriceUSD\n2025-10-10T20:00:00.000000000Z,\n2025-10-10T21:00:00.000000000Z,110\n2025-10-10T22:00:00.000000000Z,104.5\n2025-10-10T23:00:00.000000000Z,107\n", false},
		{"Bitstamp, newest first", "https://www.CryptoDataDownload.com\nunix,date,symbol,open,high,low,close,Volume BTC\n1760137200,2025-10-10 23:00:00,BTC/USD,104.5,108,104,107,3\n1760133600,2025-10-10 22:00:00,BTC/USD,110,111,100,104.5,2\n1760130000,2025-10-10 21:00:00,BTC/USD,111,112,109,110,1\n", true},
		{"ISO without seconds, with a zone behind a blank", "time,price\n2025-10-10T21:00,110\n2025-10-10T22:00Z,104.5\n2025-10-11 00:00:00+01:00,107\n", false},
		{"ISO, UTC in words", "time,price\n2025-10-10 21:00:00 UTC,110\n2025-10-10 22:00:00 UTC,104.5\n2025-10-10 23:00:00 UTC,107\n", false},
		{"ISO, zones without minutes or colon", "time,price\n2025-10-10 21:00:00+00,110\n2025-10-10T22:00:00+0000,104.5\n2025-10-11T00:00:00+01,107\n", false},
		{"ISO, basic form", "time,price\n20251010T210000Z,110\n20251010220000,104.5\n20251011T000000+0100,107\n", false},
		{"ISO, basic form to the minute", "time,price\n202510102100,110\n202510102200,104.5\n202510102300,107\n", false},
		{"CoinGecko", "snapped_at,price,market_cap,total_volume\n2025-10-10 21:00:00 UTC,110,1,2\n2025-10-10 22:00:00 UTC,104.5,1,2\n2025-10-10 23:00:00 UTC,107,1,2\n", false},
		{"closes alone", "Datetime,Close\n2025-10-10 21:00:00,110\n2025-10-10 22:00:00,104.5\n2025-10-10 23:00:00,107\n", false},
		{"a header in words", "Open time,Open,High,Low,Close\n1760130000,111,112,109,110\n1760133600,110,111,100,104.5\n1760137200,104.5,108,104,107\n", true},
		{"quotes around commas", "time,note,price\n1760130000,\"a,b\",110\n1760133600,\"\",104.5\n1760137200,\"c\"\"d\",107\n", false},
		{"quotes, carriage returns, byte order mark, blank line", "\ufeff\"time\",\"price\"\r\n1760130000,\"110\"\r\n\r\n1760133600,104.5\r\n1760137200,107\r\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := price.Read(strings.NewReader(c.text), "btc.csv")
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(s.Time, hours) || !slices.Equal(s.Price, []float64{110, 104.5, 107}) || s.Bars() != c.bars {
				t.Errorf("read %+v", s)
			}
			if c.bars && (!slices.Equal(s.Open, []float64{111, 110, 104.5}) || !slices.Equal(s.Low, []float64{109, 100, 104})) {
				t.Errorf("read opens %v and lows %v", s.Open, s.Low)
			}
		})
	}
}

// TestReadFaults: each fault names file, line, column, value and what is wanted.
func TestReadFaults(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "btc.csv:1: want at least two rows with a price, not 0"},
		{"one row", "time,price\n1,2\n", "btc.csv:2: want at least two rows with a price, not 1"},
		{"compressed", "\x1f\x8b\b\x00", "btc.csv: is compressed: want it unpacked"},
		{"compressed as Binance has it", "PK\x03\x04\x14\x00", "btc.csv: is compressed: want it unpacked"},
		{"no header that fits", "when,value\n1,2\n2,3\n", `btc.csv:1: columns ["when" "value"]: want time (or t) and price`},
		{"half a bar", "time,open,close\n1,2,3\n2,3,4\n", "want time (or t) and price, or open,high,low,close"},
		{"headerless pairs", "1,2\n2,3\n", "btc.csv:1: begins with numbers: want a header"},
		{"time", "time,price\n1,2\nsoon,3\n", `btc.csv:3: time = "soon": want Unix seconds or ISO`},
		{"negative time", "time,price\n-1,2\n2,3\n", `btc.csv:2: time = "-1"`},
		{"endless time", "time,price\n1e300,2\n2,3\n", `btc.csv:2: time = "1e300"`},
		{"late time", "time,price\n99999999999,2\n2,3\n", `btc.csv:2: time = "99999999999"`},
		{"price", "time,price\n1,2\n2,-3\n", `btc.csv:3: price = "-3": want a price from 0.01 to 1000000000 USD`},
		{"no number", "time,price\n1,NaN\n2,3\n", `btc.csv:2: price = "NaN": want a price from 0.01 to 1000000000 USD`},
		{"infinite", "time,price\n1,Inf\n2,3\n", `price = "Inf": want a price from 0.01 to 1000000000 USD`},
		{"missing in a bar", "t,o,h,l,c\n1,2,3,1,\n2,2,3,1,2\n", `btc.csv:2: price = "": want a price from 0.01 to 1000000000 USD`},
		{"low above close", "t,o,h,l,c\n1,2,3,2,1\n2,2,3,1,2\n", "btc.csv:2: open 2, high 3, low 2, close 1: want low and high around the others"},
		{"short row", "time,price\n1,2\n2\n", "btc.csv:3: has 1 columns: want 2, as the first row"},
		{"decimal comma", "time,price\n1,2\n2,90,5\n", "btc.csv:3: has 3 columns: want 2, as the first row"},
		{"thousands in quotes", "time,price\n1,\"90,000.5\"\n2,3\n", `btc.csv:2: price = "90,000.5": want a price from`},
		{"open quotes", "time,price\n1,2\n2,\"3\n", "btc.csv:3: extraneous or missing"},
		{"below a cent", "time,price\n1,2\n2,0.001\n", `btc.csv:3: price = "0.001": want a price from 0.01`},
		{"beyond 64 bits", "time,price\n1,2\n2,1e300\n", `btc.csv:3: price = "1e300": want a price from 0.01 to 1000000000 USD`},
		{"turns round", "time,price\n1,2\n3,3\n2,4\n", "btc.csv:4: time 1970-01-01T00:00:02Z comes after 1970-01-01T00:00:03Z"},
		{"all at once", "time,price\n1,x\n2,y\n", "btc.csv:2: price = \"x\": want a price from 0.01 to 1000000000 USD\nbtc.csv:3: price = \"y\": want a price from 0.01 to 1000000000 USD"},
	} {
		if _, err := price.Read(strings.NewReader(c.text), "btc.csv"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}

// TestReadBasicDates: days without hyphens are no seconds of August 1970, where all rows can be such days. Seconds of a
// made series that happen to look like one stay seconds.
func TestReadBasicDates(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"days", "date,price\n20240228,1\n20240229,2\n20240301,3\n", []string{"2024-02-28", "2024-02-29", "2024-03-01"}},
		{"newest first", "date,price\n20260101,1\n20251231,2\n", []string{"2025-12-31", "2026-01-01"}},
		{"no leap day", "date,price\n20250228,1\n20250229,2\n", []string{"1970-08-23", "1970-08-23"}},
		{"no year that nanoseconds hold", "time,price\n99991230,1\n99991231,2\n", []string{"1973-03-03", "1973-03-03"}},
		{"seconds", "time,price\n20250720,1\n20250780,2\n", []string{"1970-08-23", "1970-08-23"}},
	} {
		s, err := price.Read(strings.NewReader(c.text), "btc.csv")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, at := range s.Time {
			got = append(got, unit.Date(at/unit.Day).String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: read %v, want %v", c.name, got, c.want)
		}
	}
}

// TestReadShortFault: of a file without line ends, which is one row, the message does not repeat all.
func TestReadShortFault(t *testing.T) {
	_, err := price.Read(strings.NewReader("time,price"+strings.Repeat("\r1,2", 1000)), "btc.csv")
	if err == nil || len(err.Error()) > 400 || !strings.Contains(err.Error(), "want time (or t) and price") {
		t.Errorf("a message of %d bytes: %.500v", len(fmt.Sprint(err)), err)
	}
}

func TestReadStopsAfterTenFaults(t *testing.T) {
	_, err := price.Read(strings.NewReader("time,price\n"+strings.Repeat("x,1\n", 1000)), "btc.csv")
	if err == nil || strings.Count(err.Error(), "\n") != 9 {
		t.Errorf("error of %d lines, want 10", strings.Count(fmt.Sprint(err), "\n")+1)
	}
}

// FuzzRead: whatever the file, it is refused or comes out in the order of time with prices that have a logarithm.
func FuzzRead(f *testing.F) {
	f.Add("time,price\n1760130000,110\n2025-10-10 22:00:00,104.5\n")
	f.Add("1760130000000,111,112,109,110,5\n1760133600000000,110,111,100,104.5,5\n")
	f.Add("https://x\nunix,date,symbol,open,high,low,close\n3,,,2,3,1,2\n1,,,2,3,1,2\n")
	f.Add("time,PriceUSD\n2010-01-01,\n2010-01-02,1e-300\n2010-01-04,1e300\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := price.Read(strings.NewReader(text), "fuzz.csv")
		if err != nil {
			return
		}
		if len(s.Time) < 2 || len(s.Price) != len(s.Time) || len(s.Rows) != len(s.Time) || !slices.IsSorted(s.Time) || slices.Min(s.Price) <= 0 {
			t.Fatalf("accepted %+v", s)
		}
		p := &price.Replay{Touch: "close", Fill: "hold", Between: "bridge"}
		if err := p.Load(strings.NewReader(text), "fuzz.csv", 10*unit.Year); err != nil {
			return
		}
		length, _ := p.Lasts()
		process, err := p.Open(price.Preset(), max(length/16, 1))
		if err != nil {
			t.Fatal(err)
		}
		b := block(16)
		reset(process, 0)
		process.Fill(b)
		for i, r := range b.LogReturn {
			if r != r || b.Level[i] != b.Level[i] {
				t.Fatalf("step %d: return %v to %v", i, r, b.Level[i])
			}
		}
	})
}
