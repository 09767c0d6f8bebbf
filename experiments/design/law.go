package design

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Law turns a coordinate in [0,1] into a value: its quantile function. It never falls as u rises.
type Law interface {
	Value(u float64) float64
	Check() error // what is wrong with the parameters, nil if nothing is
}

// Uniform is low + u·(high − low).
type Uniform struct{ Low, High float64 }

// Value is exact at both ends.
func (l Uniform) Value(u float64) float64 {
	if u == 1 {
		return l.High
	}
	return l.Low + float64(u*(l.High-l.Low))
}

// Check wants low below high.
func (l Uniform) Check() error {
	if !(l.Low < l.High) || math.IsInf(l.High-l.Low, 0) {
		return fmt.Errorf("low = %g, high = %g: want low below high", l.Low, l.High)
	}
	return nil
}

// Log is uniform in the logarithm: low·(high/low)^u, equal chances for each factor.
type Log struct{ Low, High float64 }

// Value is exact at both ends.
func (l Log) Value(u float64) float64 {
	if u == 1 {
		return l.High
	}
	return l.Low * math.Pow(l.High/l.Low, u)
}

// Check wants 0 < low < high.
func (l Log) Check() error {
	if !(l.Low > 0 && l.Low < l.High) || math.IsInf(l.High, 0) {
		return fmt.Errorf("low = %g, high = %g: want 0 < low < high for scale = \"log\"", l.Low, l.High)
	}
	return nil
}

// cut is the share of a normal law that is cut off at either end, 3.09 standard deviations out, so that a corner of
// the cube is a setting that can be run. assumed
const cut = 0.001

// score is the standard normal quantile of u, cut.
func score(u float64) float64 { return distuv.UnitNormal.Quantile(min(max(u, cut), 1-cut)) }

// Normal is mean + sd·Φ⁻¹(u), cut at 3.09 standard deviations.
type Normal struct{ Mean, SD float64 }

// Value is the quantile of u.
func (l Normal) Value(u float64) float64 { return l.Mean + float64(l.SD*score(u)) }

// Check wants sd above 0.
func (l Normal) Check() error {
	if !(l.SD > 0) || math.IsInf(l.SD, 0) || math.IsNaN(l.Mean) || math.IsInf(l.Mean, 0) {
		return fmt.Errorf("mean = %g, sd = %g: want a finite mean and an sd above 0", l.Mean, l.SD)
	}
	return nil
}

// Lognormal is median·exp(sigma·Φ⁻¹(u)), cut at 3.09 sigma; sigma is of the logarithm.
type Lognormal struct{ Median, Sigma float64 }

// Value is the quantile of u.
func (l Lognormal) Value(u float64) float64 { return l.Median * math.Exp(l.Sigma*score(u)) }

// Check wants both parameters above 0.
func (l Lognormal) Check() error {
	if !(l.Median > 0 && l.Sigma > 0) || math.IsInf(l.Median, 0) || math.IsInf(l.Sigma, 0) {
		return fmt.Errorf("median = %g, sigma = %g: want both above 0", l.Median, l.Sigma)
	}
	return nil
}
