package impact

import (
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
				flow := 1e-8 * float64(rapid.Int64Range(-6e12, 6e12).Draw(t, "satoshis"))
				m := rapid.Float64Range(0.1, 1).Draw(t, "m")
				move, fill := model.Trade(flow, m, 1)
				if move*flow < 0 || fill*flow < 0 || math.Abs(fill) > math.Abs(move)+1e-16 { // the rounding of a log price
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
