package design_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"firesale/experiments/design"

	"pgregory.net/rapid"
)

func ExampleGrid() {
	axes := []design.Axis{{Values: 2}, {Values: 3}}
	points, _ := design.Grid{}.Points(axes, nil)
	for _, p := range points {
		fmt.Print(design.Index(p[0], 2), design.Index(p[1], 3), "  ")
	}
	// Output: 0 0  0 1  0 2  1 0  1 1  1 2
}

// Every kind keeps the contract: it has a doc, tags that a study can be read and explained by, points in the cube, as
// many coordinates as axes, the same points from the same source.
func TestKindsKeepTheContract(t *testing.T) {
	axes := []design.Axis{{Values: 3}, {Values: 3, Group: "g"}, {Values: 3, Group: "g"}}
	for _, k := range design.Kinds {
		t.Run(k.Name, func(t *testing.T) {
			if k.Doc == "" {
				t.Error("no doc")
			}
			params := reflect.TypeOf(k.Preset())
			if params.Kind() != reflect.Pointer || params.Elem().Kind() != reflect.Struct {
				t.Fatalf("parameters are %s: want a pointer to a struct", params)
			}
			for i := range params.Elem().NumField() {
				f := params.Elem().Field(i)
				if f.Tag.Get("toml") == "" || f.Tag.Get("doc") == "" || f.Tag.Get("source") == "" {
					t.Errorf("%s: want the tags toml, doc and source", f.Name)
				}
			}
			points, err := k.Preset().Points(axes, rand.NewPCG(1, 1))
			if err != nil || len(points) == 0 {
				t.Fatal(len(points), err)
			}
			again, _ := k.Preset().Points(axes, rand.NewPCG(1, 1))
			if !reflect.DeepEqual(points, again) {
				t.Error("the same source gave other points")
			}
			for _, p := range points {
				if len(p) != len(axes) || slices.Min(p) < 0 || slices.Max(p) > 1 {
					t.Fatalf("point %v", p)
				}
			}
		})
	}
}

func TestGridMeetsEveryCombinationOnce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		lengths := rapid.SliceOfN(rapid.IntRange(1, 6), 0, 4).Draw(r, "lengths")
		axes := make([]design.Axis, len(lengths))
		for i, n := range lengths {
			axes[i].Values = n
		}
		points, err := design.Grid{}.Points(axes, nil)
		if err != nil {
			r.Fatal(err)
		}
		for number, p := range points {
			address := 0
			for i, n := range lengths {
				address = address*n + design.Index(p[i], n)
			}
			if address != number {
				r.Fatalf("point %d of %v stands for combination %d", number, lengths, address)
			}
		}
	})
}

// The middle of its stretch must come back as the value it stands for, however long the list.
func TestIndex(t *testing.T) {
	for n := 1; n < 3000; n++ {
		points, _ := design.List{}.Points([]design.Axis{{Values: n}}, nil)
		for i, p := range points {
			if got := design.Index(p[0], n); got != i {
				t.Fatalf("value %d of %d came back as %d", i, n, got)
			}
		}
	}
	if design.Index(0, 7) != 0 || design.Index(1, 7) != 6 {
		t.Error("the ends of the axis")
	}
}

func TestRefusals(t *testing.T) {
	ranges := []design.Axis{{}, {Values: 2}}
	tests := []struct {
		name   string
		design design.Design
		axes   []design.Axis
	}{
		{"grid over a law", design.Grid{}, ranges},
		{"grid beyond memory", design.Grid{}, slices.Repeat([]design.Axis{{Values: 1000}}, 7)},
		{"list over a law", design.List{}, ranges},
		{"lists of two lengths", design.List{}, []design.Axis{{Values: 2}, {Values: 3}}},
		{"list of nothing", design.List{}, nil},
		{"latin of nothing", design.Latin{Count: 4}, nil},
		{"no points", design.Sobol{}, ranges},
		{"more dimensions than directions", design.Sobol{Count: 4}, make([]design.Axis, 102)},
		{"saltelli needs two dimensions an axis", design.Saltelli{Count: 4}, make([]design.Axis, 51)},
		{"odd levels", design.Morris{Count: 4, Levels: 3}, ranges},
	}
	for _, tt := range tests {
		if points, err := tt.design.Points(tt.axes, rand.NewPCG(1, 1)); err == nil {
			t.Errorf("%s: got %d points", tt.name, len(points))
		}
	}
	faults := 0
	design.Morris{Levels: 5}.Validate(func(key, want string) { faults++ })
	if faults != 1 {
		t.Errorf("odd levels: %d faults", faults)
	}
}

func TestInputs(t *testing.T) {
	of, n := design.Inputs([]design.Axis{{Group: "b"}, {}, {Group: "a"}, {Group: "b"}, {}})
	if !slices.Equal(of, []int{0, 1, 2, 0, 3}) || n != 4 {
		t.Errorf("inputs %v, %d", of, n)
	}
}
