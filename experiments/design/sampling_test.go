package design_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"firesale/experiments/design"
)

func TestLatinHasOnePointAStratum(t *testing.T) {
	points, err := design.Latin{Count: 37}.Points(make([]design.Axis, 4), rand.NewPCG(1, 1))
	if err != nil {
		t.Fatal(err)
	}
	for axis := range 4 {
		seen := map[int]int{}
		for _, p := range points {
			seen[int(p[axis]*37)]++
		}
		if len(seen) != 37 {
			t.Errorf("axis %d: %d of 37 strata", axis, len(seen))
		}
	}
}

func TestSaltelliExchangesOneInputARow(t *testing.T) {
	axes := make([]design.Axis, 2)
	points, err := design.Saltelli{Count: 8, SecondOrder: true}.Points(axes, nil)
	if err != nil || len(points) != 8*6 {
		t.Fatalf("%d points, %v", len(points), err)
	}
	block := points[3*6 : 4*6]
	a, b := block[0], block[5]
	want := [][]float64{a, {b[0], a[1]}, {a[0], b[1]}, {a[0], b[1]}, {b[0], a[1]}, b}
	for i, p := range block {
		if !slices.Equal(p, want[i]) {
			t.Errorf("row %d: %v, want %v", i, p, want[i])
		}
	}
	if first, _ := (design.Saltelli{Count: 8}).Points(axes, nil); len(first) != 8*4 {
		t.Errorf("first order only: %d points", len(first))
	}
}

func TestAGroupSharesACoordinate(t *testing.T) {
	axes := []design.Axis{{Group: "g"}, {}, {Group: "g"}}
	for _, d := range []design.Design{&design.Latin{Count: 8}, &design.Sobol{Count: 8}, &design.Saltelli{Count: 8}, &design.Morris{Count: 8, Levels: 4}} {
		points, err := design.Lay(d, axes, rand.NewPCG(1, 1))
		alone, _ := d.Points(axes[:2], rand.NewPCG(1, 1))
		if err != nil || len(points) != len(alone) {
			t.Fatalf("%T: %d points, want those of two inputs: %d (%v)", d, len(points), len(alone), err)
		}
		for i, p := range points {
			if want := []float64{alone[i][0], alone[i][1], alone[i][0]}; !slices.Equal(p, want) {
				t.Errorf("%T, point %d: %v, want %v", d, i, p, want)
			}
		}
	}
}

func TestMorrisMovesEveryInputOnce(t *testing.T) {
	axes := make([]design.Axis, 3)
	const delta = 2.0 / 3
	points, err := design.Morris{Count: 200, Levels: 4}.Points(axes, rand.NewPCG(1, 1))
	if err != nil || len(points) != 200*4 {
		t.Fatalf("%d points, %v", len(points), err)
	}
	levels := map[float64]int{}
	for start := 0; start < len(points); start += 4 {
		moved := make([]int, len(axes))
		for i := start; i < start+3; i++ {
			for axis := range axes {
				step := math.Abs(points[i+1][axis] - points[i][axis])
				if step == 0 {
					continue
				}
				moved[axis]++
				if math.Abs(step-delta) > 1e-15 { // rounding of thirds
					t.Fatalf("a step of %g", step)
				}
			}
		}
		if !slices.Equal(moved, []int{1, 1, 1}) {
			t.Fatalf("trajectory %d: moves %v", start/4, moved)
		}
		levels[points[start][0]]++
	}
	if len(levels) != 4 {
		t.Errorf("starts at levels %v", levels)
	}
}

func TestLaws(t *testing.T) {
	tests := []struct {
		law     design.Law
		u, want float64
	}{
		{design.Uniform{Low: 0.1, High: 0.5}, 0, 0.1},
		{design.Uniform{Low: 0.1, High: 0.5}, 0.25, 0.2},
		{design.Uniform{Low: 0.1, High: 0.5}, 1, 0.5},
		{design.Log{Low: 10, High: 1000}, 0.5, 100},
		{design.Log{Low: 10, High: 1000}, 1, 1000},
		{design.Normal{Mean: 5, SD: 2}, 0.975, 5 + 2*1.959963984540054},
		{design.Normal{Mean: 5, SD: 2}, 0, 5 - 2*3.090232306167813},
		{design.Lognormal{Median: 8, Sigma: 0.5}, 0.5, 8},
		{design.Lognormal{Median: 8, Sigma: 0.5}, 1, 8 * math.Exp(0.5*3.090232306167813)},
	}
	for _, tt := range tests {
		if err := tt.law.Check(); err != nil {
			t.Errorf("%+v: %v", tt.law, err)
		}
		if got := tt.law.Value(tt.u); math.Abs(got/tt.want-1) > 1e-13 { // the quantile's own accuracy
			t.Errorf("%+v at %g: %v, want %v", tt.law, tt.u, got, tt.want)
		}
	}
}

func TestLawsRefuse(t *testing.T) {
	for _, law := range []design.Law{
		design.Uniform{Low: 1, High: 1}, design.Uniform{Low: 0, High: math.Inf(1)}, design.Uniform{Low: math.NaN(), High: 1},
		design.Log{Low: 0, High: 1}, design.Log{Low: 2, High: 1}, design.Normal{Mean: 1}, design.Normal{Mean: math.NaN(), SD: 1},
		design.Lognormal{Median: -1, Sigma: 1}, design.Lognormal{Median: 1},
	} {
		if law.Check() == nil {
			t.Errorf("%+v was accepted", law)
		}
	}
}
