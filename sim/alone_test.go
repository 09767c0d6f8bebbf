package sim

import (
	"testing"

	"pgregory.net/rapid"
)

// TestAloneIsTheTwin: a twin that runs without the run it is the twin of does the same.
func TestAloneIsTheTwin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawWorld(t)
		d.drawSweep(t)
		w := d.build()
		r, alone := open(t, w), open(t, w.Alone())
		for replication := range 2 {
			want, got := run(t, r, replication).Twin, run(t, alone, replication)
			loans, sold := 0, want.Sold
			for _, l := range got.Lenders {
				loans += l.LiquidatedLoans
				sold -= l.Sold
			}
			if got.LogMin != want.LogMin || got.LogFinal != want.LogFinal || loans != want.LiquidatedLoans || sold != 0 {
				t.Fatalf("replication %d: the twin fell to %v and sold of %d loans: alone %v, %d", replication, want.LogMin, want.LiquidatedLoans, got.LogMin, loans)
			}
		}
	})
}
