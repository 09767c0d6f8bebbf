package sim

import (
	"testing"

	"pgregory.net/rapid"

	"firesale/market/unit"
	"firesale/sim/record"
)

// The twin looks on: a run that has one comes out as it does without, but for whose doing a sale was.
func TestTwinChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		with := run(t, open(t, d.build()), 0)
		d.world.Twin = false
		without := run(t, open(t, d.build()), 0)
		for _, r := range []*record.Run{with, without} {
			r.Twin = nil
			for i := range r.Events {
				r.Events[i].Generation = 0
			}
			for i := range r.Lenders {
				l := &r.Lenders[i]
				sold := unit.BTC(0)
				for _, coins := range l.SoldByGeneration {
					sold += coins
				}
				l.SoldByGeneration = []unit.BTC{sold}
			}
		}
		same(t, "without a twin (−), with one (+)", without, with)
	})
}
