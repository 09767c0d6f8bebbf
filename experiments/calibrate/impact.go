package calibrate

import (
	"context"
	"math"

	"firesale/experiments/stats"
)

// pilots is how many starts are looked at before, to settle the sizes of the sweeps.
const pilots = 4

// A Point is a metaorder of one size and speed, averaged over starts.
type Point struct {
	Participation float64 // 0 for a sweep
	Minutes       float64 // 0 for a sweep
	BTC           float64 // mean
	Moved         float64 // mean log cost of a sweep; mean log displacement at a paced sale's last fill
	Error         float64 // its standard error
	FromBest      float64 // sweeps: mean log cost against the best bid
	After         [len(relaxed)]float64
	AfterError    [len(relaxed)]float64
	Fades         bool // After is there
}

// A Series is the points of one speed, and what they say together.
type Series struct {
	Participation float64 // 0 for sweeps
	Points        []Point
	Slope         stats.Interval // of log displacement on log size
	BestSlope     stats.Interval // sweeps: of the cost against the best bid
	Decay         stats.Interval // paced: share of the peak that is left one duration after the end
}

// Impact is what metaorders did to a market.
type Impact struct {
	Starts   int
	Protocol Protocol
	Rest     Rest
	Sweep    Series
	Paced    []Series
	HalfLife stats.Interval // minutes until half of a jump of the fundamental is in the mid
	Laws     []Law

	sample *sample
}

// BySeed is the slopes of sweeps and of the fastest paced sales, seed by seed. With few starts a seed they are noisy.
func (i *Impact) BySeed() (sweeps, paced []float64) {
	for k := range i.Protocol.Seeds {
		var index []int
		for r := k; r < i.Starts; r += i.Protocol.Seeds {
			index = append(index, r)
		}
		sweeps = append(sweeps, slope(i.sample.sweeps(index), costOf))
		paced = append(paced, power(i.sample.paced(len(i.Paced)-1, index)))
	}
	return sweeps, paced
}

// Measure runs the protocol. It gives the same for any number of workers.
func Measure(ctx context.Context, m Market, p Protocol, workers int, done func(int)) (*Impact, error) {
	sizes, err := m.sizes(ctx, p, workers)
	if err != nil {
		return nil, err
	}
	starts := make([]start, p.Starts)
	err = each(ctx, p.Starts, workers, done, func() (func(int) error, error) {
		b, err := newBench(m, p)
		return func(r int) error {
			starts[r] = b.run(r, sizes)
			return nil
		}, err
	})
	if err != nil {
		return nil, err
	}
	return newSample(p, starts).impact(m.Seed), nil
}

// sizes are those of the sweeps, in BTC: from twice the best quote to the depth within 1%, as they are on average.
func (m Market) sizes(ctx context.Context, p Protocol, workers int) ([]float64, error) {
	n := min(p.Starts, pilots)
	seen := make([]look, n)
	err := each(ctx, n, workers, nil, func() (func(int) error, error) {
		b, err := newBench(m, p)
		return func(r int) error {
			seen[r] = b.warm(r)
			return nil
		}, err
	})
	if err != nil {
		return nil, err
	}
	rest := restOf(seen)
	low, high := 2*rest.BestBTC.Mean, rest.DepthBTC.Mean
	sizes := make([]float64, p.Sweeps)
	for i := range sizes {
		sizes[i] = low * math.Pow(high/low, float64(i)/float64(p.Sweeps-1))
	}
	return sizes, nil
}

// resamples of the starts behind an interval.
const resamples = 400

// Exponents that are looked at.
const leastPower, mostPower = -1, 3
