package oracle

import (
	"context"
	"fmt"
	"math"
	"strconv"
)

// A bench is what a case works at: it compares what it is given and reports the rows.
type bench struct {
	ctx    context.Context
	name   string
	effort Effort
	report func(Row)
}

// replications is the number that was asked for, or the case's own.
func (b *bench) replications(preset int) int {
	if b.effort.Replications > 0 {
		return b.effort.Replications
	}
	return preset
}

// within compares two numbers with an absolute tolerance. Not a number never passes.
func (b *bench) within(quantity string, expected, got, tolerance float64) {
	b.row(quantity, number(expected), number(got), "± "+short(tolerance), off(expected, got, tolerance))
}

// relative compares two numbers with a tolerance that is a share of the expected one.
func (b *bench) relative(quantity string, expected, got, share float64) {
	b.row(quantity, number(expected), number(got), "× (1 ± "+short(share)+")", off(expected, got, share*math.Abs(expected)))
}

// estimate compares a Monte-Carlo estimate, with 4 standard errors.
func (b *bench) estimate(quantity string, expected, got, standardError float64) {
	b.row(quantity, number(expected), number(got), "± 4 × "+short(standardError), off(expected, got, 4*standardError))
}

// share compares a frequency k of n with a probability, whose own standard error is known.
func (b *bench) share(quantity string, expected float64, k, n int) {
	b.estimate(quantity, expected, float64(k)/float64(n), math.Sqrt(expected*(1-expected)/float64(n)))
}

// same compares two texts or whole numbers.
func same[T comparable](b *bench, quantity string, expected, got T) {
	b.told(quantity, fmt.Sprint(expected), fmt.Sprint(got), "exact", expected == got)
}

// holds reports a statement that is true or not.
func (b *bench) holds(quantity, expected, got string, yes bool) {
	b.told(quantity, expected, got, "holds", yes)
}

// row reports a comparison that is off by so many tolerances.
func (b *bench) row(quantity, expected, got, tolerance string, off float64) {
	b.report(Row{Case: b.name, Quantity: quantity, Expected: expected, Got: got, Tolerance: tolerance, Off: off, Pass: off <= 1})
}

// told reports a comparison that passes or not, with nothing between.
func (b *bench) told(quantity, expected, got, tolerance string, pass bool) {
	b.report(Row{Case: b.name, Quantity: quantity, Expected: expected, Got: got, Tolerance: tolerance, Off: math.NaN(), Pass: pass})
}

// broken reports in how many worlds a rule is broken, and how in the first: a reason each, or nothing. The quantity has
// a verb for the number of worlds.
func (b *bench) broken(quantity string, reasons []string) {
	count, first := 0, ""
	for _, why := range reasons {
		if why == "" {
			continue
		}
		if count++; first == "" {
			first = why
		}
	}
	b.report(Row{Case: b.name, Quantity: fmt.Sprintf(quantity+", broken in", len(reasons)), Expected: "0",
		Got: fmt.Sprint(count), Tolerance: "exact", Off: math.NaN(), Pass: count == 0, Reason: first})
}

// off is a deviation in tolerances: 0 where nothing deviates, not a number where one of them is none.
func off(expected, got, tolerance float64) float64 {
	if got == expected {
		return 0 * tolerance
	}
	return math.Abs(got-expected) / tolerance
}

// skip reports what this build cannot do.
func (b *bench) skip(quantity, reason string) {
	b.report(Row{Case: b.name, Quantity: quantity, Off: math.NaN(), Skipped: true, Reason: reason})
}

// number prints a value with the digits that a person compares.
func number(x float64) string { return strconv.FormatFloat(x, 'g', 10, 64) }

func short(x float64) string { return strconv.FormatFloat(x, 'g', 3, 64) }
