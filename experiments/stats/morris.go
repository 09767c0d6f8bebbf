package stats

import (
	"fmt"
	"math"
)

// MorrisMeasures says how strongly an output answers to each input and how unevenly, from few runs.
type MorrisMeasures struct {
	Mu     []Interval // mean elementary effect: a direction
	MuStar []Interval // mean absolute effect: the strength; never below 0
	Sigma  []Interval // standard deviation of the effects: curvature and interaction
}

// Morris estimates the measures of d inputs from the trajectories of a Morris design: blocks of d+1 points x of the
// unit cube with outputs y, of which each differs from the one before in one input j:
//
//	effect_j = (y_{i+1} − y_i) / (x_{i+1,j} − x_{i,j}),  one of each input a trajectory
//
// The intervals are from resampled trajectories, which N counts. Source: Morris 1991; Campolongo, Cariboni and Saltelli
// 2007.
func Morris(x [][]float64, y []float64, b Bootstrap) (MorrisMeasures, error) {
	if len(x) == 0 || len(x) != len(y) {
		return MorrisMeasures{}, fmt.Errorf("stats: %d outputs of %d points", len(y), len(x))
	}
	d := len(x[0])
	if err := checkBlocks(y, d+1, d); err != nil {
		return MorrisMeasures{}, err
	}
	effects, err := elementary(x, y, d)
	if err != nil {
		return MorrisMeasures{}, err
	}
	all := b.PercentileAll(len(effects), 3*d, func(index []int, out []float64) { measures(effects, index, out) })
	return MorrisMeasures{Mu: all[:d], MuStar: all[d : 2*d], Sigma: all[2*d:]}, nil
}

// elementary are the effects of each trajectory by input.
func elementary(x [][]float64, y []float64, d int) ([][]float64, error) {
	effects := make([][]float64, len(y)/(d+1))
	for t := range effects {
		effects[t] = make([]float64, d)
		seen := make([]bool, d)
		for i := t * (d + 1); i < t*(d+1)+d; i++ {
			j, step, err := moved(x[i], x[i+1])
			if err != nil || seen[j] {
				return nil, fmt.Errorf("stats: points %d and %d: want a move of one input, each once a trajectory", i, i+1)
			}
			seen[j] = true
			effects[t][j] = (y[i+1] - y[i]) / step
		}
	}
	return effects, nil
}

// moved is the one input in which two points differ, and by how much.
func moved(from, to []float64) (input int, step float64, err error) {
	input = -1
	for c := range from {
		switch {
		case from[c] == to[c]:
		case input < 0:
			input, step = c, to[c]-from[c]
		default:
			return 0, 0, fmt.Errorf("inputs %d and %d moved", input, c)
		}
	}
	if input < 0 {
		return 0, 0, fmt.Errorf("nothing moved")
	}
	return input, step, nil
}

func measures(effects [][]float64, index []int, out []float64) {
	d, n := len(effects[0]), float64(len(index))
	values := make([]float64, len(index))
	for j := range d {
		absolute := 0.0
		for i, t := range index {
			values[i] = effects[t][j]
			absolute += math.Abs(values[i])
		}
		out[j], out[d+j], out[2*d+j] = Sum(values)/n, absolute/n, math.Sqrt(Variance(values))
	}
}
