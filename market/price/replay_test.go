package price_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// loaded is a replay of a file's text with the presets.
func loaded(t testing.TB, text string, change func(*price.Replay)) *price.Replay {
	t.Helper()
	p := preset("replay").(*price.Replay)
	if change != nil {
		change(p)
	}
	if err := p.Load(strings.NewReader(text), "btc.csv", 10*unit.Year); err != nil {
		t.Fatal(err)
	}
	return p
}

const bars = `time,open,high,low,close
2025-10-10T20:00:00Z,111,112,109,110
2025-10-10T21:00:00Z,110,111,100,104.5
2025-10-10T22:00:00Z,104.5,108,104,107
`

// TestReplayPrices: at its own times the price is the file's, bit for bit, and the sum of the returns has it to the
// last digits of the logarithm, however long the path.
func TestReplayPrices(t *testing.T) {
	var text strings.Builder
	text.WriteString("time,price\n")
	want := make([]float64, 50_000)
	for i := range want {
		want[i] = 87_508 * math.Exp(0.5*math.Sin(float64(i)/700)+0.01*math.Sin(float64(i*i)))
		fmt.Fprintf(&text, "%d,%v\n", i*60, want[i])
	}
	p := loaded(t, text.String(), nil)
	if usd, stated := p.StartUSD(); usd != want[0] || !stated {
		t.Errorf("starts at %v, want %v", usd, want[0])
	}
	process, b := mustOpen(t, p, price.Preset(), unit.Minute), block(len(want)-1)
	reset(process, 0)
	process.Fill(b)
	f := math.Log(want[0])
	for i, r := range b.LogReturn {
		f += r
		if b.Level[i] != want[i+1] {
			t.Fatalf("minute %d: price %v, want %v", i+1, b.Level[i], want[i+1])
		}
		if math.Abs(math.Exp(f)/want[i+1]-1) > 1e-14 {
			t.Fatalf("minute %d: returns add up to %v, want %v (1e-14: one rounding of a logarithm near 11)", i+1, math.Exp(f), want[i+1])
		}
	}
}

func TestReplayForms(t *testing.T) {
	day := unit.DateOf(2025, 10, 11)
	plain := "time,price\n2025-10-10T23:00:00Z,100\n2025-10-11T00:00:00Z,110\n2025-10-11T01:00:00Z,120\n2025-10-11T02:00:00Z,130\n"
	gap := "time,price\n0,100\n3600,110\n7200,120\n21600,60\n25200,70\n"
	for _, c := range []struct {
		name   string
		text   string
		change func(*price.Replay)
		step   unit.Duration
		start  float64
		want   []float64
	}{
		{"closes, after the first open", bars, nil, unit.Hour, 111, []float64{110, 104.5, 107}},
		{"lows", bars, func(p *price.Replay) { p.Touch = "low" }, unit.Hour, 111, []float64{109, 100, 104}},
		{"from a day on", plain, func(p *price.Replay) { p.From = &day }, unit.Hour, 110, []float64{120, 130}},
		{"coarser steps", plain, nil, 3 * unit.Hour, 100, []float64{130}},
		{"finer steps that hold", plain, func(p *price.Replay) { p.Between = "hold" }, 30 * unit.Minute, 100, []float64{100, 110, 110, 120, 120, 130}},
		{"a gap that holds", gap, func(p *price.Replay) { p.Fill = "hold" }, unit.Hour, 100, []float64{110, 120, 120, 120, 120, 60, 70}},
		{"a repeated row that is dropped", "time,price\n0,100\n3600,110\n3600,110\n7200,120\n", func(p *price.Replay) { p.Fill = "hold" }, unit.Hour, 100, []float64{110, 120}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := loaded(t, c.text, c.change)
			if usd, _ := p.StartUSD(); usd != c.start {
				t.Errorf("starts at %v, want %v", usd, c.start)
			}
			if length, ends := p.Lasts(); length != c.step*unit.Duration(len(c.want)) || !ends {
				t.Errorf("lasts %v, want %d steps of %v", length, len(c.want), c.step)
			}
			process, b := mustOpen(t, p, price.Preset(), c.step), block(len(c.want))
			reset(process, 0)
			process.Fill(b)
			for i, want := range c.want {
				if b.Level[i] != want {
					t.Errorf("step %d: price %v, want %v", i, b.Level[i], want)
				}
			}
		})
	}
}

// TestReplayBridge: between two prices of the file the path is a Brownian bridge, and hits them.
func TestReplayBridge(t *testing.T) {
	p := loaded(t, "time,price\n0,100\n86400,121\n172800,121\n", nil)
	const step = 6 * unit.Hour
	process, b := mustOpen(t, p, price.Common{Volatility: 0.8}, step), block(8)
	var middle, square []float64
	for r := range 20_000 {
		reset(process, r)
		process.Fill(b)
		if b.Level[3] != 121 || b.Level[7] != 121 {
			t.Fatalf("misses the file's prices: %v", b.Level)
		}
		x := math.Log(b.Level[1]) - (math.Log(100)+math.Log(121))/2
		middle, square = append(middle, x), append(square, x*x)
	}
	within(t, "half way", middle, 0, 0)
	within(t, "variance half way", square, 0.64/365/4, 0)
}

func TestReplayFaults(t *testing.T) {
	day := unit.DateOf(2030, 1, 1)
	short := 30 * unit.Minute
	for _, c := range []struct {
		name, text string
		change     func(*price.Replay)
		want       string
	}{
		{"gap", "time,price\n0,1\n60,1\n240,1\n300,1\n", nil, `btc.csv:4: 3m without a price before 1970-01-01T00:04:00Z, where rows are 1m apart: want no gap of more than 2 rows, or price.fill = "hold"`},
		{"duplicate", "time,price\n0,1\n60,1\n60,2\n120,1\n", nil, `btc.csv:4: time 1970-01-01T00:01:00Z is there twice, first in line 3`},
		{"duplicate that contradicts", "time,price\n0,1\n60,1\n60,2\n120,1\n", func(p *price.Replay) { p.Fill = "hold" }, "is there twice"},
		{"one time only", "time,price\n60,1\n60,1\n", nil, "all rows have the time"},
		{"no lows", "time,price\n0,1\n60,1\n", func(p *price.Replay) { p.Touch = "low" }, `has no column low: want price.touch = "close"`},
		{"from beyond the file", "time,price\n0,1\n60,1\n", func(p *price.Replay) { p.From = &day }, "has no price at 2030-01-01T00:00:00Z: want price.from within 1970-01-01T00:00:00Z and 1970-01-01T00:01:00Z"},
		{"block below a row", "time,price\n0,1\n3600,1\n", func(p *price.Replay) { p.Block = &short }, "price.block: want at least the file's 1h between two rows, not 30m"},
	} {
		p := preset("replay").(*price.Replay)
		if c.change != nil {
			c.change(p)
		}
		if err := p.Load(strings.NewReader(c.text), "btc.csv", 10*unit.Year); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}

// Files of several stretches can be replayed within one of them; a bootstrap draws from all that follows.
func TestReplayJudgesWhatItReads(t *testing.T) {
	stretches := "time,price\n0,1\n60,2\n120,3\n86400,4\n86460,5\n86460,6\n"
	block := unit.Hour
	for _, c := range []struct {
		name    string
		horizon unit.Duration
		block   *unit.Duration
		want    string
	}{
		{"to the last price before the gap", 2 * unit.Minute, nil, ""},
		{"into the gap", 3 * unit.Minute, nil, "btc.csv:5: 1438m without a price"},
		{"a bootstrap", 2 * unit.Minute, &block, "btc.csv:5: 1438m without a price"},
	} {
		p := preset("replay").(*price.Replay)
		p.Block = c.block
		switch err := p.Load(strings.NewReader(stretches), "btc.csv", c.horizon); {
		case c.want == "" && err != nil, c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		case c.want == "":
			if lasts, _ := p.Lasts(); lasts != c.horizon {
				t.Errorf("%s: lasts %v, want %v", c.name, lasts, c.horizon)
			}
		}
	}
}

func TestReplayPanicsBeyondItsEnd(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("went on beyond the end of the file")
		}
	}()
	process := mustOpen(t, loaded(t, bars, nil), price.Preset(), unit.Hour)
	reset(process, 0)
	process.Fill(block(4))
}

// A replay is loaded once, and its first price is where the study starts.
func ExampleReplay() {
	p := &price.Replay{Touch: "close", Fill: "none", Between: "hold"}
	if err := p.Load(strings.NewReader(bars), "bars.csv", 10*unit.Year); err != nil {
		fmt.Println(err)
		return
	}
	usd, _ := p.StartUSD()
	length, _ := p.Lasts()
	fmt.Println(usd, length)
	// Output: 111 3h
}
