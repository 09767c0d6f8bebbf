package oracle

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"firesale/sim"
	"firesale/sim/record"
)

// TestTamperedBooks: a check that nothing can fail is no check. Each mutant of a true record must be caught.
func TestTamperedBooks(t *testing.T) {
	for _, c := range []struct {
		name, caught string
		tamper       func(r *record.Run)
	}{
		{"a satoshi sold and not booked", "C1", func(r *record.Run) { r.Lenders[0].Sold++ }},
		{"a satoshi missing on the path", "C1", func(r *record.Run) { r.Path[len(r.Path)-1].Sold-- }},
		{"the market bought more", "C1", func(r *record.Run) { r.LogFinal -= 1e-6 }},
		{"a cent kept back", "C2", func(r *record.Run) { r.Lenders[0].Proceeds-- }},
		{"surplus of one loan covers another", "C3", func(r *record.Run) { r.Lenders[0].Shortfall = 0 }},
		{"a negative queue", "C4", func(r *record.Run) { r.Path[1].Queued = -1 }},
		{"a sale before its liquidation", "C9", func(r *record.Run) { r.Events[0], r.Events[len(r.Events)-1] = r.Events[len(r.Events)-1], r.Events[0] }},
		{"a loan sold twice", "C9", func(r *record.Run) { r.Events = append(r.Events, r.Events[len(r.Events)-1]) }},
		{"not a number", "C11", func(r *record.Run) { r.LogMin = math.NaN() }},
		{"a generation out of nothing", "C12", func(r *record.Run) { r.Events[0].Generation = 7 }},
	} {
		world := crash(t)
		run, err := world.run(sim.Keep{Path: true, Events: true})
		if err != nil {
			t.Fatal(err)
		}
		if wrong := wrongIn(openBooks(world, run)); len(wrong) > 0 {
			t.Fatalf("the true record breaks %v", wrong)
		}
		c.tamper(run)
		if wrong := wrongIn(openBooks(world, run)); !wrong[c.caught] {
			t.Errorf("%s: not caught by %s, but by %v", c.name, c.caught, wrong)
		}
	}
}

// crash is a world in which loans of one lender lose money and others do not.
func crash(t *testing.T) toy {
	for i := range uint64(1000) {
		world := randomToy(rand.New(rand.NewPCG(seed, i)))
		world.plain()
		world.permanent()
		world.instant, world.law, world.lenders = true, "linear", world.lenders[:1]
		run, err := world.run(sim.Keep{})
		if err != nil {
			t.Fatal(err)
		}
		if l := run.Lenders[0]; l.Shortfall > 0 && l.LiquidatedLoans > 3 {
			return world
		}
	}
	t.Fatal("no world with a loss")
	return toy{}
}

// wrongIn is the numbers of the checks that find something.
func wrongIn(b *books) map[string]bool {
	wrong := map[string]bool{}
	for _, c := range checks {
		if c.wrong(b) != "" {
			wrong[strings.Fields(c.name)[0]] = true
		}
	}
	return wrong
}
