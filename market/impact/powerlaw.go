package impact

import (
	"fmt"
	"math"
)

// The power law is fitted up to an age of 90 d, the quarter that studies run. The slowest exponential lives longer, 300 d
// or 135 d over the exponent: a slowest one of 30 d would leave the sum 28% short at 30 d. The fastest lives half a scale,
// or less for a steep law, which sets in faster.
const (
	fittedHours  = 90 * 24.
	slowestHours = 300 * 24.
	fitGate      = 0.01 // greatest relative error over fittedHours
	fitGoal      = 0.003
)

// An exponentialTerm is weight·e^{−rate·t}, t in hours.
type exponentialTerm struct{ rate, weight float64 }

// fitPowerLaw writes (1 + t/scale)^{−exponent} as a sum of exponentials with log-spaced rates and weights ≥ 0 that add
// up to 1, by non-negative least squares on the relative error over log-spaced ages. It takes the fewest
// terms that reach the goal and fails if none stays within 1%.
func fitPowerLaw(exponent, scale float64) ([]exponentialTerm, error) {
	best, least := []exponentialTerm(nil), math.Inf(1)
	for terms := 8; terms <= 32 && least > fitGoal; terms++ {
		law := fitTerms(exponent, scale, terms)
		if miss := missOf(law, exponent, scale); miss < least {
			best, least = law, miss
		}
	}
	if !(least < fitGate) {
		return nil, fmt.Errorf("exponent %g, scale %gh: the power law is missed by %.1f%% within 90 d, want 1%%", exponent, scale, 100*least)
	}
	return best, nil
}

func fitTerms(exponent, scale float64, terms int) []exponentialTerm {
	slow := 1 / math.Max(slowestHours, 1.5*fittedHours/exponent)
	fast := math.Max(math.Max(2, 4*exponent)/scale, 2*slow)
	law := make([]exponentialTerm, terms)
	for k := range law {
		law[k].rate = slow * math.Pow(fast/slow, float64(k)/float64(terms-1))
	}
	ages := agesUpTo(fittedHours, scale, 300)
	rows := make([][]float64, len(ages))
	for i, age := range ages {
		rows[i] = make([]float64, terms)
		for k := range law {
			rows[i][k] = math.Exp(-float64(law[k].rate*age)) * math.Pow(1+age/scale, exponent)
		}
	}
	sum := 0.0
	for k, weight := range nonNegative(rows) {
		law[k].weight = weight
		sum += weight
	}
	for k := range law {
		law[k].weight /= sum
	}
	return law
}

// agesUpTo is age 0 and log-spaced ages from a fiftieth of the scale.
func agesUpTo(last, scale float64, count int) []float64 {
	ages, first := make([]float64, count), math.Min(scale/50, last/50)
	for i := 1; i < count; i++ {
		ages[i] = first * math.Pow(last/first, float64(i-1)/float64(count-2))
	}
	return ages
}

// missOf is the greatest relative error at ages the fit did not see.
func missOf(law []exponentialTerm, exponent, scale float64) float64 {
	miss := 0.0
	for _, age := range agesUpTo(fittedHours, scale, 1001) {
		sum := 0.0
		for _, term := range law {
			sum += float64(term.weight * math.Exp(-float64(term.rate*age)))
		}
		miss = math.Max(miss, math.Abs(sum*math.Pow(1+age/scale, exponent)-1))
	}
	return miss
}
