package random_test

import (
	"math"
	"slices"
	"testing"

	"firesale/market/random"
)

const draws = 4_000_000

// near fails unless a mean of n draws with the given variance each is within 4 standard errors.
func near(t *testing.T, what string, got, want, variance float64) {
	t.Helper()
	if se := math.Sqrt(variance / draws); !(math.Abs(got-want) <= 4*se) {
		t.Errorf("%s is %v, want %v ± %v (4 s.e.)", what, got, want, 4*se)
	}
}

func TestMoments(t *testing.T) {
	s := random.New(5, 6)
	for _, law := range []struct {
		name    string
		draw    func() float64
		moments [9]float64 // about 0, orders 0 to 8: a moment of order k has the variance m(2k) − m(k)²
	}{
		{"Uniform", s.Uniform, [9]float64{1, 1. / 2, 1. / 3, 1. / 4, 1. / 5, 1. / 6, 1. / 7, 1. / 8, 1. / 9}},
		{"Normal", s.Normal, [9]float64{1, 0, 1, 0, 3, 0, 15, 0, 105}},
		{"Exponential", s.Exponential, [9]float64{1, 1, 2, 6, 24, 120, 720, 5040, 40320}},
	} {
		var sum [5]float64
		for range draws {
			x, power := law.draw(), 1.0
			for k := range sum {
				sum[k] += power
				power *= x
			}
		}
		for k := 1; k < len(sum); k++ {
			near(t, law.name+" moment", sum[k]/draws, law.moments[k], law.moments[2*k]-law.moments[k]*law.moments[k])
		}
	}
}

// TestTails counts draws beyond points in the strips, at the last edge and far in the tail.
func TestTails(t *testing.T) {
	s := random.New(7, 8)
	for _, law := range []struct {
		name   string
		draw   func() float64
		beyond func(x float64) float64
		points []float64
	}{
		{"Normal above", s.Normal, gaussTail, []float64{0.1, 0.5, 1, 2, 3, 3.6541528853610088, 4, 4.5}},
		{"Normal below", func() float64 { return -s.Normal() }, gaussTail, []float64{0.3, 1, 2, 3, 3.6541528853610088, 4.2}},
		{"Exponential above", s.Exponential, func(x float64) float64 { return math.Exp(-x) }, []float64{0.01, 0.1, 1, 4, 7.697, 9, 12}},
	} {
		sample := make([]float64, draws)
		for i := range sample {
			sample[i] = law.draw()
		}
		slices.Sort(sample)
		for _, x := range law.points {
			at, _ := slices.BinarySearch(sample, x)
			p := law.beyond(x)
			near(t, law.name, float64(draws-at)/draws, p, p*(1-p))
		}
	}
}

func gaussTail(x float64) float64 { return 0.5 * math.Erfc(x/math.Sqrt2) }

// TestNormalDistribution checks the strips against the law itself: the distance of the empirical distribution from Φ.
func TestNormalDistribution(t *testing.T) {
	s := random.New(9, 10)
	sample := make([]float64, draws)
	s.Normals(sample)
	slices.Sort(sample)
	worst := 0.0
	for i, x := range sample {
		worst = max(worst, math.Abs(1-gaussTail(x)-(float64(i)+0.5)/draws))
	}
	if limit := 1.95 / math.Sqrt(draws); worst > limit {
		t.Errorf("Kolmogorov distance %v, want at most %v (one in a thousand)", worst, limit)
	}
}

func TestUniformIsOpen(t *testing.T) {
	s := random.New(11, 12)
	for range draws {
		if u := s.Uniform(); !(u > 0 && u < 1) {
			t.Fatalf("drew %v, want a number strictly between 0 and 1", u)
		}
	}
}

func TestBlockEqualsDraws(t *testing.T) {
	one, block := random.New(13, 14), random.New(13, 14)
	got := make([]float64, 100_000)
	block.Normals(got[:33_333])
	block.Normals(got[33_333:])
	for i, z := range got {
		if want := one.Normal(); z != want {
			t.Fatalf("number %d of the block is %v, want %v", i, z, want)
		}
	}
	if block.Uint64() != one.Uint64() {
		t.Error("the source stands elsewhere after a block")
	}
}

func TestSeedStartsAgain(t *testing.T) {
	s := random.New(15, 16)
	first := s.Uint64()
	s.Normal()
	s.Seed(15, 16)
	if got := s.Uint64(); got != first {
		t.Errorf("after Seed %#x, want %#x", got, first)
	}
	if n := testing.AllocsPerRun(100, func() { s.Seed(1, 2); s.Normal(); s.Exponential() }); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}
