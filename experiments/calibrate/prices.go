package calibrate

import (
	"fmt"
	"io"
	"math"
	"time"

	"firesale/market/price"
	"firesale/market/unit"
)

// Returns is what a price kind is estimated from: log returns over equal steps.
type Returns struct {
	Name     string
	R        []float64
	At       []unit.Duration // beginning of each, since 1970
	Step     unit.Duration
	Gaps     int // pairs of rows further apart than a step, whose return is left out
	From, To time.Time
}

// roundOff is how much two log returns can differ by the last digits of their prices alone.
const roundOff = 1e-13

// leastReturns is what is estimated from at least.
const leastReturns = 100

// ReadReturns reads a price file in any layout that a replay takes. A row that cannot be read, or a time that is there
// twice, is an error with file and line; returns over gaps are left out and counted.
func ReadReturns(r io.Reader, name string) (*Returns, error) {
	s, err := price.Read(r, name)
	if err != nil {
		return nil, err
	}
	out := &Returns{Name: name, Step: usualStep(s.Time), From: day(s.Time[0]), To: day(s.Time[len(s.Time)-1])}
	for i := 1; i < len(s.Time); i++ {
		switch gap := s.Time[i] - s.Time[i-1]; {
		case gap == 0:
			return nil, fmt.Errorf("%s:%d: time %s is there twice, first in line %d: want one row a time", name, s.Rows[i], stamp(s.Time[i]), s.Rows[i-1])
		case gap == out.Step:
			out.R = append(out.R, math.Log(s.Price[i]/s.Price[i-1]))
			out.At = append(out.At, s.Time[i-1])
		default:
			out.Gaps++
		}
	}
	if len(out.R) < leastReturns {
		return nil, fmt.Errorf("%s: %d returns over steps of %v: want at least %d", name, len(out.R), out.Step, leastReturns)
	}
	first := out.R[0]
	for _, x := range out.R {
		if math.Abs(x-first) > roundOff {
			return out, nil
		}
	}
	return nil, fmt.Errorf("%s: every return is %.6g: want returns that differ", name, first)
}

// usualStep is the most frequent time between two rows, the shorter one of equals.
func usualStep(at []unit.Duration) (usual unit.Duration) {
	count := map[unit.Duration]int{}
	for i := 1; i < len(at); i++ {
		gap := at[i] - at[i-1]
		count[gap]++
		if n := count[gap] - count[usual]; gap > 0 && (n > 0 || n == 0 && gap < usual) {
			usual = gap
		}
	}
	return usual
}

func day(t unit.Duration) time.Time { return time.Unix(0, int64(t)).UTC() }
func stamp(t unit.Duration) string  { return day(t).Format(time.RFC3339) }

// mean and mean square of the returns.
func (r *Returns) moments() (mean, variance float64) {
	n := float64(len(r.R))
	for _, x := range r.R {
		mean += x / n
	}
	for _, x := range r.R {
		variance += (x - mean) * (x - mean) / n
	}
	return mean, variance
}

// scale is the volatility and the drift of the price that the returns have, per year.
func (r *Returns) scale() (volatility, drift float64) {
	mean, variance := r.moments()
	dt := r.Step.Years()
	volatility = math.Sqrt((variance + mean*mean) / dt)
	return volatility, mean/dt + volatility*volatility/2
}
