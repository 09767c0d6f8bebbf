package stats

import (
	"cmp"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Bootstrap estimates intervals by drawing the observations again, with replacement. Its draws come from Source
// alone, in one order: the same source gives the same interval.
type Bootstrap struct {
	Level     float64     // of the interval, like 0.95
	Resamples int         // 2000 for intervals at 95%; a quantile of fewer is itself noisy
	Source    rand.Source // passed in by the caller

	pick func(index []int) // how a resample is drawn; nil: each observation by itself
}

// A Statistic computes a number from the observations at index, where one may stand several times. NaN means that it
// does not exist for this draw; if that is so for more draws than lie outside the interval, the interval is unknown.
type Statistic func(index []int) float64

// Percentile takes the interval from the quantiles of the statistic over the resamples. Simple and often too short on
// one side for a skewed or biased statistic. Source: Efron 1979.
func (b Bootstrap) Percentile(n int, s Statistic) Interval {
	return b.PercentileAll(n, 1, func(index []int, out []float64) { out[0] = s(index) })[0]
}

// BCa corrects Percentile for the bias of the statistic and for a variance that changes with its value:
//
//	α ↦ Φ(z₀ + (z₀ + z_α) / (1 − a·(z₀ + z_α)))
//
// with z₀ from the share of resamples below the estimate and a from the skewness of the jackknife. Source: Efron 1987.
func (b Bootstrap) BCa(n int, s Statistic) Interval {
	return b.BCaAll(n, 1, func(index []int, out []float64) { out[0] = s(index) })[0]
}

// PercentileAll is Percentile for k statistics that are computed together.
func (b Bootstrap) PercentileAll(n, k int, fill func(index []int, out []float64)) []Interval {
	return b.intervals(n, k, fill, func(_ int, sorted []float64, _ float64) (lo, hi float64) { return b.ends(sorted) })
}

// ends are the quantiles of the resamples that a percentile interval ends at.
func (b Bootstrap) ends(sorted []float64) (lo, hi float64) {
	return sortedQuantile(sorted, (1-b.Level)/2), sortedQuantile(sorted, (1+b.Level)/2)
}

// CentredAll is PercentileAll moved so that the median of the resamples lies on the estimate: for a statistic that
// resampling raises, like a distance between distributions, which ties enlarge.
func (b Bootstrap) CentredAll(n, k int, fill func(index []int, out []float64)) []Interval {
	return b.intervals(n, k, fill, func(_ int, sorted []float64, estimate float64) (lo, hi float64) {
		lo, hi = b.ends(sorted)
		bias := sortedQuantile(sorted, 0.5) - estimate
		return lo - bias, hi - bias
	})
}

// BCaAll is BCa for k statistics that are computed together.
func (b Bootstrap) BCaAll(n, k int, fill func(index []int, out []float64)) []Interval {
	var skew []float64
	return b.intervals(n, k, fill, func(j int, sorted []float64, estimate float64) (lo, hi float64) {
		if skew == nil {
			skew = accelerations(n, k, fill)
		}
		z0 := distuv.UnitNormal.Quantile(shareBelow(sorted, estimate))
		corrected := func(alpha float64) float64 {
			z := z0 + distuv.UnitNormal.Quantile(alpha)
			return distuv.UnitNormal.CDF(z0 + z/(1-float64(skew[j]*z)))
		}
		return sortedQuantile(sorted, corrected((1-b.Level)/2)), sortedQuantile(sorted, corrected((1+b.Level)/2))
	})
}

// intervals draws the resamples and lets pick read the bounds of statistic j off them.
func (b Bootstrap) intervals(
	n, k int, fill func([]int, []float64), pick func(j int, sorted []float64, estimate float64) (lo, hi float64),
) []Interval {
	check(b.Level)
	if b.Resamples < 1 || b.Source == nil {
		panic(fmt.Sprintf("stats: bootstrap with %d resamples from source %v", b.Resamples, b.Source))
	}
	out := make([]Interval, k)
	if n == 0 {
		for j := range out {
			out[j] = unknown(0, 0)
		}
		return out
	}
	estimate := make([]float64, k)
	fill(identity(n), estimate)
	draws := b.draw(n, k, fill)
	for j := range out {
		out[j] = unknown(estimate[j], n)
		if sorted := existing(draws[j]); n > 1 && b.enough(sorted) && !math.IsNaN(estimate[j]) {
			out[j].Lo, out[j].Hi = pick(j, sorted, estimate[j])
		}
	}
	return out
}

func (b Bootstrap) draw(n, k int, fill func([]int, []float64)) [][]float64 {
	draws, index, row := make([][]float64, k), make([]int, n), make([]float64, k)
	for range b.Resamples {
		if b.pick != nil {
			b.pick(index)
		} else {
			b.single(index)
		}
		fill(index, row)
		for j, x := range row {
			draws[j] = append(draws[j], x)
		}
	}
	return draws
}

// single draws every observation by itself.
func (b Bootstrap) single(index []int) {
	for i := range index {
		index[i] = below(len(index), b.Source)
	}
}

// below draws from 0 … n−1 by the high half of a product: pinned here, because no library promises its own. Its bias is
// under n/2⁶⁴.
func below(n int, source rand.Source) int {
	hi, _ := bits.Mul64(source.Uint64(), uint64(n))
	return int(hi)
}

func (b Bootstrap) enough(sorted []float64) bool {
	return len(sorted) > 0 && float64(b.Resamples-len(sorted)) <= (1-b.Level)/2*float64(b.Resamples)
}

// existing are the draws that are numbers, sorted.
func existing(draws []float64) []float64 {
	return slices.Sorted(slices.Values(slices.DeleteFunc(draws, math.IsNaN)))
}

// shareBelow is the share of draws below x, those equal to it counted half, kept off 0 and 1.
func shareBelow(sorted []float64, x float64) float64 {
	n := float64(len(sorted))
	under, _ := slices.BinarySearch(sorted, x)
	upTo, _ := slices.BinarySearchFunc(sorted, x, func(e, x float64) int { return cmp.Or(cmp.Compare(e, x), -1) })
	return min(max(float64(under+upTo)/2/n, 0.5/n), 1-0.5/n)
}

// jackknifeGroups bounds the work: beyond it, runs of neighbours are left out together instead of single observations.
const jackknifeGroups = 200

// accelerations are Σd³ / (6·(Σd²)^{3/2}) with d the deviations of the jackknife values from their mean.
func accelerations(n, k int, fill func([]int, []float64)) []float64 {
	groups := min(n, jackknifeGroups)
	values, row, all := make([][]float64, k), make([]float64, k), identity(n)
	rest := make([]int, 0, n)
	for g := range groups {
		rest = append(append(rest[:0], all[:g*n/groups]...), all[(g+1)*n/groups:]...)
		fill(rest, row)
		for j, x := range row {
			values[j] = append(values[j], x)
		}
	}
	for j, xs := range values {
		row[j] = acceleration(xs)
	}
	return row
}

func acceleration(jackknife []float64) float64 {
	mean := Sum(jackknife) / float64(len(jackknife))
	squares, cubes := 0.0, 0.0
	for _, x := range jackknife {
		d := mean - x
		squares += float64(d * d)
		cubes += float64(float64(d*d) * d)
	}
	a := cubes / (6 * math.Pow(squares, 1.5))
	if math.IsNaN(a) || math.IsInf(a, 0) { // no spread, or a draw without a value: no correction
		return 0
	}
	return a
}

func identity(n int) []int {
	index := make([]int, n)
	for i := range index {
		index[i] = i
	}
	return index
}
