package calibrate

import (
	"fmt"
	"math"

	"firesale/experiments/stats"
	"firesale/market/price"
	"firesale/market/random"
	"firesale/market/unit"
	"firesale/sim/stream"
)

// spreadOf is the standard deviation of estimates over paths of a kind, as long as the data, and what to say of it: the
// parametric bootstrap. A path of which estimate returns nothing does not remember: where many do not, data so short do
// not tell the kind from one without a memory.
func spreadOf(r *Returns, p price.Params, c price.Common, paths int, estimate func(*Returns) ([]float64, error)) (spread []float64, said string, err error) {
	c.Date = unit.Date(r.At[0] / unit.Day)
	process, err := p.Open(c, r.Step)
	if err != nil {
		return nil, "", err
	}
	drawn := &Returns{Step: r.Step, R: make([]float64, len(r.R)), At: make([]unit.Duration, len(r.R))}
	for i := range drawn.At {
		drawn.At[i] = unit.Duration(c.Date)*unit.Day + unit.Duration(i)*r.Step
	}
	block := price.Block{LogReturn: drawn.R, Variance: make([]float64, len(r.R))}
	var all [][]float64
	told := 0
	for path := range paths {
		process.Reset(func(purpose string) *random.Source { return stream.Open(0, path, "calibrate", purpose) })
		process.Fill(&block)
		found, err := estimate(drawn)
		if err != nil {
			return nil, "", err
		}
		for k, x := range found {
			if k == len(all) {
				all = append(all, nil)
			}
			all[k] = append(all[k], x)
		}
		if len(found) > 0 {
			told++
		}
	}
	if told < 2 {
		return nil, "", fmt.Errorf("paths of the estimate do not remember: want more data")
	}
	for _, xs := range all {
		spread = append(spread, math.Sqrt(stats.Variance(xs)))
	}
	said = fmt.Sprintf("standard errors from %d paths of the estimate", told)
	if told < paths {
		said += fmt.Sprintf("; %d more show no memory: data of this length can miss it", paths-told)
	}
	return spread, said, nil
}
