package results_test

import (
	"math"
	"os"
	"strings"
	"testing"

	"firesale/experiments/results"
)

// summary is a table as a study ends with.
func summary() *results.Table {
	t := results.NewTable("summary", []results.Column{
		{Name: "lender.ledn.copies", Kind: results.Ints}, {Name: "kind", Kind: results.Texts}, {Name: "loss_usd.mean", Unit: "USD"},
		{Name: "loss_usd.lo", Unit: "USD"}, {Name: "loss_usd.hi", Unit: "USD"}, {Name: "amplification.theory"},
	})
	t.Append([]results.Cell{
		results.Int(10), results.Text("twap_50%"), results.Float(-12345.6789), results.Float(-12400.1), results.Float(-12291.3), results.Float(1.23456789),
	})
	t.Append([]results.Cell{
		results.Int(1), results.Text("a|b"), results.Float(0), results.Float(0), results.Float(0), results.Null(),
	})
	return t
}

func ExampleWriteMarkdown() {
	results.WriteMarkdown(os.Stdout, summary())
	// Output:
	// | lender.ledn.copies | kind | loss_usd.mean (USD) | loss_usd.lo (USD) | loss_usd.hi (USD) | amplification.theory |
	// | ---: | --- | ---: | ---: | ---: | ---: |
	// | 10 | twap_50% | -12346 | -12400 | -12291 | 1.23457 |
	// | 1 | a\|b | 0 | 0 | 0 |  |
}

func ExampleWriteLaTeX() {
	results.WriteLaTeX(os.Stdout, summary())
	// Output:
	// \begin{tabular}{rlrrrr}
	// \toprule
	// lender.ledn.copies & kind & loss\_usd.mean (USD) & loss\_usd.lo (USD) & loss\_usd.hi (USD) & amplification.theory \\
	// \midrule
	// 10 & twap\_50\% & $-$12346 & $-$12400 & $-$12291 & 1.23457 \\
	// 1 & a|b & 0 & 0 & 0 &  \\
	// \bottomrule
	// \end{tabular}
}

func TestNumbersAreRoundedByTheirStandardError(t *testing.T) {
	tests := []struct {
		mean, half float64 // of a 95% interval: 1.96 standard errors
		want       string
	}{
		{1.23456789, 0.0196, "1.235"}, // s.e. 0.010: two digits of it
		{1.23456789, 0.0019, "1.23457"},
		{1234.5678, 19.6, "1235"},
		{1234567.8, 2e5, "1230000"}, // s.e. 102,041: tens of thousands
		{0.00012345, 0.0000196, "0.000123"},
		{1.55, math.Inf(1), "1.55"}, // no interval: up to six digits
		{1.0 / 3, 0, "0.333333"},
		{-0.001, 0.2, "0.00"}, // before: -0.00
	}
	for _, tt := range tests {
		table := results.NewTable("summary", []results.Column{{Name: "x.mean"}, {Name: "x.lo"}, {Name: "x.hi"}})
		table.Append([]results.Cell{results.Float(tt.mean), results.Float(tt.mean - tt.half), results.Float(tt.mean + tt.half)})
		var b strings.Builder
		results.WriteMarkdown(&b, table)
		if row := strings.Split(b.String(), "\n")[2]; !strings.HasPrefix(row, "| "+tt.want+" |") {
			t.Errorf("%g ± %g: printed %q, want %s", tt.mean, tt.half, row, tt.want)
		}
	}
}
