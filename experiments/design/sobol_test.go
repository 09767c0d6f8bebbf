package design

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"
)

// Points, not only indices, are in the file: see the README beside it.
func TestSaltelliEqualsSALib(t *testing.T) {
	data, err := os.ReadFile("../stats/testdata/salib_n64.json")
	if err != nil {
		t.Fatal(err)
	}
	var o struct {
		N, D int
		X    [][]float64
	}
	if err := json.Unmarshal(data, &o); err != nil {
		t.Fatal(err)
	}
	points, err := Saltelli{Count: o.N, SecondOrder: true}.Points(make([]Axis, o.D), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(points) != len(o.X) || len(points) == 0 {
		t.Fatalf("%d points, want %d", len(points), len(o.X))
	}
	for i, p := range points {
		for j, u := range p {
			want := (o.X[i][j] + math.Pi) / (2 * math.Pi) // dyadic; 1e-15 is the rounding of this line
			if math.Abs(u-want) > 1e-15 {
				t.Fatalf("point %d, axis %d: %v, want %v", i, j, u, want)
			}
			if law := (Uniform{-math.Pi, math.Pi}); math.Abs(law.Value(u)-o.X[i][j]) > 1e-15 {
				t.Fatalf("point %d, axis %d: value %v, want %v", i, j, law.Value(u), o.X[i][j])
			}
		}
	}
}

// The first points in three dimensions as printed by the authors' program for their table (sobol.cc, dimension 3).
func TestFirstPoints(t *testing.T) {
	want := [][]float64{
		{0, 0, 0}, {0.5, 0.5, 0.5}, {0.75, 0.25, 0.25}, {0.25, 0.75, 0.75}, {0.375, 0.375, 0.625},
		{0.875, 0.875, 0.125}, {0.625, 0.125, 0.875}, {0.125, 0.625, 0.375}, {0.1875, 0.3125, 0.9375}, {0.6875, 0.8125, 0.4375},
	}
	got, err := Sobol{Count: len(want)}.Points(make([]Axis, 3), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		for j := range want[i] {
			if got[i][j] != want[i][j] { // exact: dyadic
				t.Errorf("point %d: %v, want %v", i, got[i], want[i])
			}
		}
	}
}

// A wrong digit in the table gives an even number, one that is too large, or a polynomial that is not primitive.
func TestDirectionsAreWellFormed(t *testing.T) {
	seen := map[uint64]bool{}
	for i, d := range directions {
		s := len(d.initial)
		for j, m := range d.initial {
			if m&1 == 0 || m >= 1<<(j+1) {
				t.Errorf("dimension %d: m_%d = %d: want an odd number below %d", i+2, j+1, m, 1<<(j+1))
			}
		}
		polynomial := uint64(1)<<s | d.coefficients<<1 | 1
		if d.coefficients >= 1<<max(s-1, 0) || !primitive(polynomial, s) || seen[polynomial] {
			t.Errorf("dimension %d: polynomial %b of degree %d is not primitive or not new", i+2, polynomial, s)
		}
		seen[polynomial] = true
	}
	if len(seen) < 100 {
		t.Errorf("judged %d rows only", len(seen))
	}
}

// The table is equal, number by number, to the one that SciPy 1.10 ships; this sum keeps it so.
func TestDirectionsAreFrozen(t *testing.T) {
	const want = "0960c15df31846f721a3ca140af832bc4c2f3fe5f1b5a0acc4800d91ff99a977"
	if got := fmt.Sprintf("%x", sha256.Sum256(fmt.Append(nil, directions))); got != want {
		t.Errorf("the table's sum is %s: some number was changed", got)
	}
}

// primitive says whether x has order 2^s − 1 modulo the polynomial, by going round.
func primitive(polynomial uint64, s int) bool {
	x, order := uint64(1), 0
	for {
		if x <<= 1; x>>s == 1 {
			x ^= polynomial
		}
		order++
		if x == 1 || x == 0 || order > 1<<s {
			return x == 1 && order == 1<<s-1
		}
	}
}

// Property A: the first 2^d points in d dimensions have one in each of the 2^d orthants, for every dimension d that the
// digits allow. It holds exactly if the matrix of the leading digits of the directions is regular over two elements.
func TestPropertyA(t *testing.T) {
	for d := 1; d <= sobolBits; d++ {
		rows := make([]uint64, d)
		for i := range rows {
			for j, v := range expand(i) {
				if j < d {
					rows[i] |= v >> (sobolBits - 1) << j
				}
			}
		}
		if !regular(rows) {
			t.Errorf("dimension %d: some orthant is empty", d)
		}
	}
}

func regular(rows []uint64) bool {
	for j := range rows {
		pivot := -1
		for i := j; i < len(rows); i++ {
			if rows[i]>>j&1 == 1 {
				pivot = i
			}
		}
		if pivot < 0 {
			return false
		}
		rows[j], rows[pivot] = rows[pivot], rows[j]
		for i := range rows {
			if i != j && rows[i]>>j&1 == 1 {
				rows[i] ^= rows[j]
			}
		}
	}
	return true
}

// 2^k points have one in each of 2^k equal parts of every axis, shifted or not: all dimensions.
func TestEveryAxisIsBalanced(t *testing.T) {
	const n = 1024
	for _, shift := range []bool{false, true} {
		points, err := Sobol{Count: n, Shift: shift}.Points(make([]Axis, len(directions)+1), rand.NewPCG(1, 1))
		if err != nil {
			t.Fatal(err)
		}
		for d := range points[0] {
			var seen [n]bool
			for _, p := range points {
				seen[int(p[d]*n)] = true
			}
			for part, ok := range seen {
				if !ok {
					t.Fatalf("shift %v, dimension %d: nothing in part %d", shift, d+1, part)
				}
			}
		}
		if shift == (points[0][0] == 0) {
			t.Errorf("shift %v: first point %v", shift, points[0][:3])
		}
	}
}

// The mean of a smooth function over 4,096 points is far nearer than luck, whose standard error would be 0.006.
func TestSobolIntegrates(t *testing.T) {
	points, err := Sobol{Count: 4096, Shift: true}.Points(make([]Axis, 5), rand.NewPCG(1, 1))
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, p := range points {
		product := 1.0
		for _, u := range p {
			product *= 1 + 0.5*(u-0.5)*1.2
		}
		sum += product
	}
	if mean := sum / 4096; math.Abs(mean-1) > 5e-4 {
		t.Errorf("mean %v, want 1", mean)
	}
}
