package stats_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"firesale/experiments/stats"
)

// oracle is testdata/salib_n64.json; see the README beside it.
type oracle struct {
	N, D int
	Y    []float64
	S1   []float64
	ST   []float64
	S2   [][]*float64
}

func load(t *testing.T) oracle {
	t.Helper()
	data, err := os.ReadFile("testdata/salib_n64.json")
	if err != nil {
		t.Fatal(err)
	}
	var o oracle
	if err := json.Unmarshal(data, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

func TestSobolEqualsSALib(t *testing.T) {
	const tolerance = 1e-10 // V15: what order of summation may change
	o := load(t)
	s, err := stats.Sobol(o.Y, o.D, true, boot(1, 200))
	if err != nil {
		t.Fatal(err)
	}
	for j := range o.D {
		if math.Abs(s.First[j].Mean-o.S1[j]) > tolerance || math.Abs(s.Total[j].Mean-o.ST[j]) > tolerance {
			t.Errorf("input %d: S1 %v, ST %v, want %v, %v", j, s.First[j].Mean, s.Total[j].Mean, o.S1[j], o.ST[j])
		}
		for k := j + 1; k < o.D; k++ {
			if math.Abs(s.Second[j][k].Mean-*o.S2[j][k]) > tolerance {
				t.Errorf("pair %d, %d: %v, want %v", j, k, s.Second[j][k].Mean, *o.S2[j][k])
			}
		}
	}
	if s.First[2].Verdict() != stats.Indistinct || s.First[1].Verdict() != "" || s.First[0].N != o.N {
		t.Errorf("first order: %+v", s.First)
	}
}

// ishigami has S1 = .3139, .4424, 0 and ST = .5576, .4424, .2437 for a = 7, b = 0.1 (Ishigami and Homma 1990).
func ishigami(u []float64) float64 {
	x := func(i int) float64 { return math.Pi * (2*u[i] - 1) }
	return math.Sin(x(0)) + 7*math.Pow(math.Sin(x(1)), 2) + 0.1*math.Pow(x(2), 4)*math.Sin(x(0))
}

// random is a Saltelli sample of plain random numbers, with or without the blocks for the second order.
func random(r *rand.Rand, n, d int, second bool, f func([]float64) float64) []float64 {
	var y []float64
	a, b, mixed := make([]float64, d), make([]float64, d), make([]float64, d)
	swap := func(into, from []float64) {
		for j := range d {
			copy(mixed, into)
			mixed[j] = from[j]
			y = append(y, f(mixed))
		}
	}
	for range n {
		for j := range d {
			a[j], b[j] = r.Float64(), r.Float64()
		}
		y = append(y, f(a))
		swap(a, b)
		if second {
			swap(b, a)
		}
		y = append(y, f(b))
	}
	return y
}

func TestSobolIntervalsCoverTheAnalyticIndices(t *testing.T) {
	first, total := []float64{0.3139, 0.4424, 0}, []float64{0.5576, 0.4424, 0.2437}
	const studies = 100
	held := 0
	for i := range uint64(studies) {
		y := random(rand.New(rand.NewPCG(i, 3)), 500, 3, false, ishigami)
		s, err := stats.Sobol(y, 3, false, boot(i, 200))
		if err != nil {
			t.Fatal(err)
		}
		for j := range 3 {
			for _, ok := range []bool{s.First[j].Covers(first[j]), s.Total[j].Covers(total[j])} {
				if ok {
					held++
				}
			}
		}
	}
	// 600 intervals, of which those of a study are dependent: some 1.5 points of standard error.
	if share := float64(held) / (6 * studies); share < 0.91 || share > 0.985 {
		t.Errorf("95%% intervals cover %.1f%%", 100*share)
	}
}

func TestSobolSecondOrderOfAProduct(t *testing.T) {
	product := func(u []float64) float64 { return (u[0] - 0.5) * (u[1] - 0.5) } // nothing but the pair: S2 = 1
	s, err := stats.Sobol(random(rand.New(rand.NewPCG(1, 1)), 4000, 3, true, product), 3, true, boot(1, 200))
	if err != nil {
		t.Fatal(err)
	}
	if !s.Second[0][1].Covers(1) || !s.Second[0][2].Covers(0) || !s.First[0].Covers(0) || !s.Total[1].Covers(1) || s.Total[2].Mean != 0 {
		t.Errorf("%+v", s)
	}
}

func TestSobolRefuses(t *testing.T) {
	good := load(t).Y
	broken := append([]float64(nil), good...)
	broken[11] = math.NaN()
	tests := []struct {
		name, want string
		y          []float64
	}{
		{"a failed run", "output 11 (block 1, row 3 of it) is NaN", broken},
		{"part of a block", "want blocks of 8", good[:500]},
		{"nothing", "want blocks", nil},
		{"a constant", "never changes", make([]float64, 16)},
	}
	for _, tt := range tests {
		if _, err := stats.Sobol(tt.y, 3, true, boot(1, 10)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}
