package experiments

import (
	"math"
	"testing"
)

func TestInterval(t *testing.T) {
	for _, c := range []struct {
		text, words string
		in, out     []float64
	}{
		{"(0,1]", "above 0 and at most 1", []float64{1, 0.5, math.SmallestNonzeroFloat64}, []float64{0, -1, 1.0000001}},
		{"[0, inf)", "at least 0", []float64{0, math.MaxFloat64}, []float64{-1e-300}},
		{"(-inf,2)", "below 2", []float64{-1e300, 1.9}, []float64{2}},
		{"(-inf,inf)", "", []float64{-1, 0, 1}, nil},
		{"[3,3]", "at least 3 and at most 3", []float64{3}, []float64{2, 4}},
	} {
		r, err := ParseInterval(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.words(func(x float64) string { return formatFloat(x)[:1] }); got != c.words {
			t.Errorf("%s is %q in words, want %q", c.text, got, c.words)
		}
		for _, x := range c.in {
			if !r.Contains(x) {
				t.Errorf("%v: want it in %s", x, c.text)
			}
		}
		for _, x := range append(c.out, math.NaN(), math.Inf(1), math.Inf(-1)) {
			if r.Contains(x) {
				t.Errorf("%v: want it outside %s", x, c.text)
			}
		}
	}
	for _, text := range []string{"", "0,1", "(0;1)", "(1,0)", "[a,b]", "(nan,1)", "(0,1"} {
		if _, err := ParseInterval(text); err == nil {
			t.Errorf("%q: want an error", text)
		}
	}
}
