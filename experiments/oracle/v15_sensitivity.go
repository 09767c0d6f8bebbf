package oracle

import (
	"fmt"
	"math"
	"math/rand/v2"

	"firesale/experiments/design"
	"firesale/experiments/stats"
)

// saltelliFile is the reference file of V15.
type saltelliFile struct {
	N      int
	D      int
	X      [][]float64
	Y      []float64
	S1, ST []float64
	S2     [][]*float64
}

// ishigami is sin x₁ + a·sin² x₂ + b·x₃⁴·sin x₁ with a = 7, b = .1, each x uniform on [−π, π]. Its indices in the limit
// are S1 = .3139, .4424, 0 and ST = .5576, .4424, .2437. Source: Ishigami and Homma 1990.
func ishigami(x []float64) float64 {
	s := math.Sin(x[1])
	return math.Sin(x[0]) + 7*s*s + 0.1*x[2]*x[2]*x[2]*x[2]*math.Sin(x[0])
}

// sensitivity is V15: the points of a design, the outputs at them, and the indices, against SALib (Herman and Usher
// 2017), then in the limit.
func sensitivity(b *bench) error {
	var file saltelliFile
	if err := reference("salib_n64.json", &file); err != nil {
		return err
	}
	points, err := design.Saltelli{Count: file.N, SecondOrder: true}.Points(make([]design.Axis, file.D), nil)
	if err != nil {
		return err
	}
	same(b, "points of the design, N 64", len(file.X), len(points))
	offPoint, offOutput := 0.0, 0.0
	for i := range min(len(points), len(file.X)) {
		x := ontoIshigami(points[i])
		for j := range x {
			offPoint = max(offPoint, math.Abs(points[i][j]-(file.X[i][j]/math.Pi+1)/2))
		}
		offOutput = max(offOutput, math.Abs(ishigami(x)-file.Y[i]))
	}
	b.within("greatest difference of a point, unit cube", 0, offPoint, 1e-15)
	b.within("greatest difference of an output", 0, offOutput, 1e-14)
	got, err := stats.Sobol(file.Y, file.D, true, resampled())
	if err != nil {
		return err
	}
	givenIndices(b, &file, got)
	if _, err := stats.Sobol(append(append([]float64(nil), file.Y[:511]...), math.NaN()), file.D, true, resampled()); true {
		b.holds("a failed run among the outputs", "refused", fmt.Sprint(err), err != nil)
	}
	return ishigamiLimit(b)
}

func resampled() stats.Bootstrap {
	return stats.Bootstrap{Level: 0.95, Resamples: 500, Source: rand.NewPCG(seed, 15)}
}

func ontoIshigami(u []float64) []float64 {
	x := make([]float64, len(u))
	for j := range u {
		x[j] = math.Pi * (2*u[j] - 1)
	}
	return x
}

func givenIndices(b *bench, file *saltelliFile, got stats.SobolIndices) {
	for j := range file.D {
		b.within(fmt.Sprintf("S1 of input %d, given outputs", j+1), file.S1[j], got.First[j].Mean, 1e-10)
		b.within(fmt.Sprintf("ST of input %d, given outputs", j+1), file.ST[j], got.Total[j].Mean, 1e-10)
		for k := j + 1; k < file.D; k++ {
			b.within(fmt.Sprintf("S2 of inputs %d and %d, given outputs", j+1, k+1), *file.S2[j][k], got.Second[j][k].Mean, 1e-10)
		}
	}
	third := got.First[2]
	b.holds("interval of S1 of input 3", "covers 0", fmt.Sprintf("%s to %s", short(third.Lo), short(third.Hi)), third.Covers(0))
	same(b, "what is printed of it", "not distinguishable from 0", third.Verdict())
}

// ishigamiLimit takes enough points to come near the limits, without and with second order.
func ishigamiLimit(b *bench) error {
	for _, second := range []bool{false, true} {
		points, err := design.Saltelli{Count: 4096, SecondOrder: second}.Points(make([]design.Axis, 3), nil)
		if err != nil {
			return err
		}
		y := make([]float64, len(points))
		for i, p := range points {
			y[i] = ishigami(ontoIshigami(p))
		}
		few := resampled()
		few.Resamples = 2 // the estimates alone are asked for
		got, err := stats.Sobol(y, 3, second, few)
		if err != nil {
			return err
		}
		for j, limit := range []struct{ first, total float64 }{{0.3139, 0.5576}, {0.4424, 0.4424}, {0, 0.2437}} {
			b.within(fmt.Sprintf("S1 of input %d, N 4096, second order %v", j+1, second), limit.first, got.First[j].Mean, 0.01)
			b.within(fmt.Sprintf("ST of input %d, N 4096, second order %v", j+1, second), limit.total, got.Total[j].Mean, 0.01)
		}
		if second {
			b.within("S2 of inputs 1 and 3, N 4096", 0.2437, got.Second[0][2].Mean, 0.02)
		}
	}
	return nil
}
