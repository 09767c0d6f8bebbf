package calibrate

import (
	"math"

	"firesale/experiments/stats"
	"firesale/sim/stream"
)

// sample is the answers of all starts.
type sample struct {
	protocol Protocol
	starts   []start
}

func newSample(p Protocol, starts []start) *sample { return &sample{p, starts} }

// impact averages the starts and puts intervals on what they say, by drawing the starts again.
func (s *sample) impact(seed int64) *Impact {
	n, all := len(s.starts), identity(len(s.starts))
	out := &Impact{Starts: n, Protocol: s.protocol, sample: s}
	looks := make([]look, n)
	for i, x := range s.starts {
		looks[i] = x.rest
	}
	out.Rest = restOf(looks)
	out.Sweep.Points = s.sweeps(all)
	for i, share := range s.protocol.Participation {
		out.Paced = append(out.Paced, Series{Participation: share, Points: s.paced(i, all)})
	}
	boot := stats.Bootstrap{Level: level, Resamples: resamples, Source: stream.Open(seed, 0, "calibrate", "bootstrap")}
	intervals := boot.PercentileAll(n, 3+2*len(out.Paced)+lawParameters, func(index []int, to []float64) {
		sweeps := s.sweeps(index)
		to[0], to[1], to[2] = slope(sweeps, costOf), slope(sweeps, bestOf), s.halfLife(index)
		var pooled []Point
		for i := range s.protocol.Participation {
			points := s.paced(i, index)
			to[3+2*i], to[4+2*i] = power(points), decay(points)
			pooled = append(pooled, points...)
		}
		fitLaws(pooled, out.Rest.VolumeBTCDay.Mean, to[3+2*len(s.protocol.Participation):])
	})
	out.Sweep.Slope, out.Sweep.BestSlope, out.HalfLife = intervals[0], intervals[1], intervals[2]
	for i := range out.Paced {
		out.Paced[i].Slope, out.Paced[i].Decay = intervals[3+2*i], intervals[4+2*i]
	}
	out.Laws = lawsOf(intervals[3+2*len(out.Paced):])
	return out
}

func identity(n int) []int {
	index := make([]int, n)
	for i := range index {
		index[i] = i
	}
	return index
}

func costOf(p Point) float64 { return p.Moved }

func bestOf(p Point) float64 { return p.FromBest }

// slope is that of ln cost on ln size, weighted by one over the variance of each ln cost; NaN if a mean is not positive.
func slope(points []Point, cost func(Point) float64) float64 {
	var x, y, w []float64
	for _, p := range points {
		if !(cost(p) > 0) {
			return math.NaN()
		}
		x, y = append(x, math.Log(p.BTC)), append(y, math.Log(cost(p)))
		w = append(w, cost(p)*cost(p)*weight(p.Error))
	}
	return stats.WeightedLine(x, y, w).Slope
}

// power is the exponent s of the law A·q^s nearest to the peaks of paced sales, each weighted by one over its variance.
// To first order it is the weighted slope of the logs, and it exists where noise has made a small sale's mean negative.
func power(points []Point) float64 {
	var all []observation
	for _, p := range points {
		all = append(all, observation{q: p.BTC, moved: p.Moved, weight: weight(p.Error)})
	}
	return golden(leastPower, mostPower, func(s float64) float64 {
		_, misfit := fitOne(all, func(o observation) float64 { return math.Pow(o.q, s) })
		return misfit
	})
}

// decay is what is left one duration after the end, as a share of the peak, over all sales that were watched.
func decay(points []Point) float64 {
	left, peak := 0.0, 0.0
	for _, p := range points {
		if p.Fades {
			left += p.After[len(relaxed)-1]
			peak += p.Moved
		}
	}
	return left / peak
}

// halfLife is that of the mean gap over the starts at index.
func (s *sample) halfLife(index []int) float64 {
	mean := make([]float64, len(s.starts[0].gap))
	for _, i := range index {
		for k, x := range s.starts[i].gap {
			mean[k] += x / float64(len(index))
		}
	}
	return halfLife(mean)
}

func (s *sample) sweeps(index []int) (points []Point) {
	for k := range s.starts[0].sweeps {
		points = append(points, average(index, func(i int) sale { return s.starts[i].sweeps[k] }))
	}
	return points
}

func (s *sample) paced(which int, index []int) (points []Point) {
	for k, duration := range s.protocol.Durations {
		p := average(index, func(i int) sale { return s.starts[i].paced[which][k] })
		p.Participation, p.Minutes = s.protocol.Participation[which], duration.Hours()*60
		p.Fades = duration <= s.protocol.DecayUpTo
		points = append(points, p)
	}
	return points
}

// average is the point of some sales.
func average(index []int, of func(i int) sale) (p Point) {
	n := float64(len(index))
	mean := func(value func(sale) float64) (mean, sd float64) {
		xs := make([]float64, len(index))
		for k, i := range index {
			xs[k] = value(of(i))
		}
		return stats.Sum(xs) / n, math.Sqrt(stats.Variance(xs) / n)
	}
	p.BTC, _ = mean(func(s sale) float64 { return s.btc })
	p.Moved, p.Error = mean(func(s sale) float64 { return s.moved })
	p.FromBest, _ = mean(func(s sale) float64 { return s.best })
	for k := range relaxed {
		p.After[k], p.AfterError[k] = mean(func(s sale) float64 { return s.after[k] })
	}
	return p
}
