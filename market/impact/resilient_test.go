package impact

import (
	"fmt"
	"math"
	"testing"

	"firesale/market/unit"
)

func TestResilientSharesAndFades(t *testing.T) {
	model := open(t, &Resilient{Depth: 1000, Permanent: 0.25, HalfLife: unit.Hour}, spot)
	model.Trade(-40, 0.5, 1) // 80 BTC's worth at half the depth
	model.Decay(1)
	model.Decay(2)
	permanent, transient := model.Displacement()
	if math.Abs(permanent+0.02) > 1e-16 || math.Abs(transient+0.06/8) > 1e-16 {
		t.Errorf("three half-lives later P %g, D %g: want -0.02, -0.0075", permanent, transient)
	}
}

func ExampleResilient() {
	p := Resilient{Depth: 250_000, Permanent: 0.1, HalfLife: 30 * unit.Minute}
	model, _ := p.Open(Market{StepHours: 1})
	move, fill := model.Trade(-4079, 1, 1)
	model.Decay(1)
	permanent, transient := model.Displacement()
	fmt.Printf("move %.4f, fill %.4f; an hour later %.4f, of it for good %.4f\n", move, fill, permanent+transient, permanent)
	// Output:
	// move -0.0163, fill -0.0081; an hour later -0.0053, of it for good -0.0016
}
