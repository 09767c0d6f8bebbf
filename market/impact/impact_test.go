package impact

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

var spot = Market{StepHours: 1, Volatility: 0.55, VolumeBTCDay: 150_000}

func open(t testing.TB, p Params, m Market) Model {
	t.Helper()
	model, err := p.Open(m)
	if err != nil {
		t.Fatal(err)
	}
	model.Reset()
	return model
}

// everyModel is every kind as preset, and those with a profile once more walking it.
func everyModel(t testing.TB) map[string]Model {
	models := map[string]Model{}
	for _, kind := range Kinds {
		model := open(t, kind.Preset(), spot)
		models[kind.Name] = model
		if _, ok := model.(Profiled); ok {
			walk, err := Walk(open(t, kind.Preset(), spot))
			if err != nil {
				t.Fatal(err)
			}
			models[kind.Name+" walk"] = walk
		}
	}
	if len(models) < len(Kinds)+3 {
		t.Fatal("found fewer models than there are: the tests judge nothing")
	}
	return models
}

func total(m Model) float64 {
	permanent, transient := m.Displacement()
	return permanent + transient
}

// TestContract holds every kind to what Model promises, over random histories.
func TestContract(t *testing.T) {
	for name, model := range everyModel(t) {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			model.Reset()
			for range rapid.IntRange(1, 8).Draw(t, "steps") {
				model.Decay(1)
				if move, fill := model.Trade(0, 1, 1); move != 0 || fill != 0 {
					t.Fatalf("no flow moved the price by %g, fill %g", move, fill)
				}
				before := total(model)
				flow := rapid.Float64Range(-60_000, 60_000).Draw(t, "flow")
				m := rapid.Float64Range(0.1, 1).Draw(t, "m")
				move, fill := model.Trade(flow, m, 1)
				if move*flow < 0 || fill*flow < 0 || math.Abs(fill) > math.Abs(move)*(1+1e-12) {
					t.Fatalf("flow %g: move %g, fill %g: want both with its sign, the fill within the move", flow, move, fill)
				}
				if got := total(model) - before; math.Abs(got-move) > 1e-13*(1+math.Abs(before)) {
					t.Fatalf("displacement changed by %g, move %g: want equal up to rounding", got, move)
				}
			}
		}))
	}
}

// TestSplitting cuts an order into pieces at one instant: neither the price nor the proceeds may change. The exception
// is exponential, whose arithmetic mean is not additive.
func TestSplitting(t *testing.T) {
	for name, model := range everyModel(t) {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			m := rapid.Float64Range(0.1, 1).Draw(t, "m")
			start := rapid.Float64Range(-30_000, 30_000).Draw(t, "start")
			flow := rapid.Float64Range(-60_000, 60_000).Draw(t, "flow")
			pieces := rapid.IntRange(2, 5).Draw(t, "pieces")

			model.Reset()
			model.Trade(start, m, 1)
			move, fill := model.Trade(flow, m, 1)

			model.Reset()
			model.Trade(start, m, 1)
			fallen, proceeds := 0.0, 0.0
			for range pieces {
				step, part := model.Trade(flow/float64(pieces), m, 1)
				proceeds += math.Exp(fallen+part) / float64(pieces)
				fallen += step
			}
			if math.Abs(fallen-move) > 1e-12 {
				t.Fatalf("moved %g in pieces, %g at once", fallen, move)
			}
			if want := math.Exp(fill); name != "exponential" && math.Abs(proceeds/want-1) > 1e-11 {
				t.Fatalf("paid %.15g in pieces, %.15g at once", proceeds, want)
			}
		}))
	}
}

// TestScaling multiplies every amount of BTC and every depth: no displacement may change (M3).
func TestScaling(t *testing.T) {
	const k = 4 // a power of two: nothing is rounded differently
	large := Market{spot.StepHours, spot.Volatility, k * spot.VolumeBTCDay}
	for _, kind := range Kinds {
		p := kind.Preset()
		if depth := reflect.ValueOf(p).Elem().FieldByName("Depth"); depth.IsValid() {
			depth.SetFloat(k * depth.Float())
		}
		one, many := open(t, kind.Preset(), spot), open(t, p, large)
		for _, flow := range []float64{-5000, 0, 300, -40_000} {
			one.Decay(1)
			many.Decay(1)
			move1, fill1 := one.Trade(flow, 0.5, 1)
			move4, fill4 := many.Trade(k*flow, 0.5, 1)
			if math.Abs(move1-move4) > 1e-15 || math.Abs(fill1-fill4) > 1e-15 {
				t.Errorf("%s: flow %g moves %g, fill %g; four times that moves %g, fill %g", kind.Name, flow, move1, fill1, move4, fill4)
			}
		}
	}
}

// TestResetForgets runs a history twice.
func TestResetForgets(t *testing.T) {
	for name, model := range everyModel(t) {
		history := func() (moves [20]float64) {
			model.Reset()
			for i := range moves {
				model.Decay(1)
				moves[i], _ = model.Trade(-1000*float64(i%5), 0.7, 1)
			}
			return moves
		}
		if first, second := history(), history(); first != second {
			t.Errorf("%s: the second replication differs from the first", name)
		}
	}
}

// TestMemoryless: who says Decay does nothing, must mean it.
func TestMemoryless(t *testing.T) {
	for name, model := range everyModel(t) {
		model.Trade(-10_000, 1, 1)
		before := total(model)
		model.Decay(24)
		_, says := model.(Memoryless)
		if is := total(model) == before; is != says {
			t.Errorf("%s: Decay did nothing: %v, says so: %v", name, is, says)
		}
	}
}

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

// TestAllocations: nothing in the loop's step allocates.
func TestAllocations(t *testing.T) {
	for name, model := range everyModel(t) {
		allocations := testing.AllocsPerRun(100, func() {
			model.Decay(1)
			model.Trade(-8000, 0.5, 1)
		})
		if allocations != 0 {
			t.Errorf("%s: %g allocations a step", name, allocations)
		}
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
