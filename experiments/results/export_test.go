package results_test

import (
	"math"
	"os"
	"strings"
	"testing"

	"firesale/experiments/results"
)

func ExampleWriteCSV() {
	t := results.NewTable("summary", []results.Column{
		{Name: "copies", Kind: results.Ints}, {Name: "sold_btc", Unit: "BTC"}, {Name: "note", Kind: results.Texts},
	})
	t.Append([]results.Cell{results.Int(10), results.Float(4078.87000001), results.Text("ten, in one sweep")})
	t.Append([]results.Cell{results.Int(0), results.Null(), results.Null()})
	results.WriteCSV(os.Stdout, t)
	// Output:
	// copies,sold_btc,note
	// 10,4078.87000001,"ten, in one sweep"
	// 0,,
}

func TestNumbersArePlainAndExact(t *testing.T) {
	tests := []struct {
		x    float64
		want string
	}{
		{1e-8, "0.00000001"},                            // a satoshi
		{21_000_000, "21000000"},                        // all coins
		{199_100_000.01, "199100000.01"},                // the pool and a cent
		{1e21, "1000000000000000000000"},                // where %v would turn to an exponent
		{0.30000000000000004, "0.30000000000000004"},    // all digits that matter
		{math.Copysign(0, -1), "-0"},                    // reads back to the same bits
		{math.Inf(-1), "-inf"},                          // as pandas and R write and read it
		{5e-324, "0." + strings.Repeat("0", 323) + "5"}, // the smallest
	}
	for _, tt := range tests {
		if got := results.Float(tt.x).String(); got != tt.want {
			t.Errorf("%g: wrote %s, want %s", tt.x, got, tt.want)
		}
	}
}

func TestExportStreamsTheSameCSV(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "runs", 5000)
	table, err := results.Read(dir, "runs")
	if err != nil {
		t.Fatal(err)
	}
	var whole, streamed strings.Builder
	if err := results.WriteCSV(&whole, table); err != nil {
		t.Fatal(err)
	}
	if err := results.ExportCSV(&streamed, dir, "runs"); err != nil {
		t.Fatal(err)
	}
	if whole.String() != streamed.String() {
		t.Error("the streamed CSV differs")
	}
}
