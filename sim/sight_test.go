package sim

import (
	"testing"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market/unit"
)

// watched is the small deal of a market whose only trigger is on the price, at a level that no pool reaches; unwatched has
// none at all.
func watched(c *agents.Charter, start unit.Date, watches bool) *credit.Deal {
	spec := smallSpec(start)
	for _, trigger := range spec.Trigger {
		trigger.Off = true
	}
	spec.Trigger["pool-ltv"].Off, spec.Trigger["pool-ltv"].Level = !watches, credit.Level{Amount: 1_000_000_000_000}
	return dealFor(spec, c)
}

// A deal that no trigger looks at takes in on payment dates what another takes in every day. Investors see the same
// cash in both, so that a trigger that never fires moves no spread, no loan and no price.
func TestSightOfUncollectedCash(t *testing.T) {
	issued := 0
	eachLoop(t, func(d *loopDraft) {
		d.deal = true
		var outs [2][]float64
		for i := range outs {
			w := d.build()
			for _, copies := range w.Lenders {
				copies.Charter.Deal = watched(copies.Charter, w.Clock.Start, i == 1)
			}
			out := playedLoop(t, open(t, w), Scenario{}, Keep{Path: true})
			issued += out.Loop.Issued
			for _, day := range out.Loop.Days {
				outs[i] = append(outs[i], day.Spread)
			}
		}
		for day := range outs[0] {
			if outs[0][day] != outs[1][day] {
				t.Fatalf("day %d: a spread of %v without a trigger, %v with one that never fires", day+1, outs[0][day], outs[1][day])
			}
		}
	})
	if issued == 0 {
		t.Error("no deal was issued in any run")
	}
}
