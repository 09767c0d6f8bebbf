package impact

import (
	"fmt"
	"math"
	"reflect"
	"testing"
)

// TestSchema: a study reads keys, ranges and provenance from the tags.
func TestSchema(t *testing.T) {
	for _, kind := range Kinds {
		p := reflect.TypeOf(kind.Preset())
		if p.Kind() != reflect.Pointer || kind.Doc == "" {
			t.Errorf("%s: want a pointer to a struct, and a line of Doc", kind.Name)
			continue
		}
		for i := range p.Elem().NumField() {
			field := p.Elem().Field(i)
			for _, tag := range []string{"toml", "range", "doc", "source"} {
				if field.Tag.Get(tag) == "" {
					t.Errorf("%s.%s: no tag %q", kind.Name, field.Name, tag)
				}
			}
		}
	}
}

func TestSeesDepth(t *testing.T) {
	for _, kind := range Kinds {
		want := kind.Name == "linear" || kind.Name == "propagator" || kind.Name == "resilient"
		if got := SeesDepth(open(t, kind.Preset(), spot)); got != want {
			t.Errorf("%s sees depth: %v", kind.Name, got)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	zero := 0.0
	for _, p := range []Params{
		&Linear{}, &Linear{Depth: math.NaN()}, &Exponential{Depth: -1}, &Resilient{Depth: 1, Permanent: 0.1},
		&Resilient{Depth: 1, Permanent: 2, HalfLife: 1}, &Propagator{Depth: 1, Scale: 1}, &Propagator{Depth: 1, Exponent: 1},
		&SquareRoot{Prefactor: 1, LinearStart: &zero, Window: 1}, &SquareRoot{Prefactor: 1}, &SquareRoot{Window: 1},
	} {
		if _, err := p.Open(spot); err == nil {
			t.Errorf("%#v opened", p)
		}
	}
	if _, err := squareRootPreset().Open(Market{VolumeBTCDay: 1}); err == nil {
		t.Error("squareroot opened on a market without volatility")
	}
	for _, kind := range []Params{&None{}, &Exponential{Depth: 1}, squareRootPreset()} {
		if _, err := Walk(open(t, kind, spot)); err == nil {
			t.Errorf("%T walks a profile it does not have", kind)
		}
	}
}

func BenchmarkImpact(b *testing.B) {
	for _, kind := range Kinds {
		b.Run(kind.Name, func(b *testing.B) { benchmark(b, open(b, kind.Preset(), spot)) })
	}
	b.Run("linear-walk", func(b *testing.B) {
		model, _ := Walk(open(b, &Linear{Depth: spotDepth}, spot))
		benchmark(b, model)
	})
}

// benchmark is an active step: decay, a sale, the displacement.
func benchmark(b *testing.B, model Model) {
	b.ReportAllocs()
	sum := 0.0
	for i := range b.N {
		model.Decay(1)
		_, fill := model.Trade(-float64(i%64)*100, 1, 1)
		sum += fill + total(model)
		if i%1024 == 0 {
			model.Reset()
		}
	}
	if math.IsNaN(sum) {
		b.Fatal("not a number")
	}
}

func ExampleKinds() {
	market := Market{StepHours: 1, Volatility: 0.55, VolumeBTCDay: 150_000}
	for _, kind := range Kinds {
		model, err := kind.Preset().Open(market)
		if err != nil {
			fmt.Println(err)
			return
		}
		move, fill := model.Trade(-4079, 1, 0) // one trust's collateral, at once
		fmt.Printf("%-11s price %+.2f%%, fill %+.2f%%\n", kind.Name, 100*math.Expm1(move), 100*math.Expm1(fill))
	}
	// Output:
	// none        price +0.00%, fill +0.00%
	// linear      price -1.62%, fill -0.81%
	// exponential price -1.62%, fill -0.81%
	// squareroot  price -0.45%, fill -0.29%
	// propagator  price -1.62%, fill -0.81%
	// resilient   price -1.62%, fill -0.81%
}
