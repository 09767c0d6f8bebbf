package agents

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"firesale/market/random"
)

// hashed is luck without streams.
type hashed uint64

func (h hashed) Uniform(p Purpose, borrower uint64, number int) float64 {
	return (float64(random.Mix(uint64(h)+borrower<<8+uint64(number))>>12) + 0.5) / (1 << 52)
}

func (h hashed) Between(p Purpose, borrowers []uint64, number int, from, to float64, found []int32) []int32 {
	for i, borrower := range borrowers {
		if u := h.Uniform(p, borrower, number); from <= u && u < to {
			found = append(found, int32(i))
		}
	}
	return found
}

func (hashed) Seed(*random.Source, Purpose, uint64, int)                 {}
func (hashed) Below(_ Purpose, _ uint64, _, to int, bound []float64) int { return to }

// TestPagesAreSorting holds arrivals to a sorted list of all points of all borrowers, however the hazard adds up.
func TestPagesAreSorting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		luck := hashed(rapid.Uint64().Draw(t, "seed"))
		c := &crowd{Borrowers: &Borrowers{keys: make([]uint64, rapid.IntRange(1, 300).Draw(t, "borrowers"))}, luck: luck}
		days := rapid.SliceOfN(rapid.Float64Range(0, 0.3), 1, 20).Draw(t, "hazards")
		var all, told []arrival
		hazard := 0.0
		for _, day := range days {
			hazard += day
		}
		for who := range c.keys {
			c.keys[who] = uint64(who)
			x := arrival{0, int32(who), 1}
			for x.at -= math.Log(luck.Uniform(PrepayDraw, uint64(who), 1)); x.at <= hazard; x.at -= math.Log(luck.Uniform(PrepayDraw, uint64(who), int(x.number))) {
				all = append(all, x)
				x.number++
			}
		}
		var a arrivals
		a.reset()
		for _, day := range days {
			a.pass(c, day, func(who, number int) { told = append(told, arrival{0, int32(who), int32(number)}) })
		}
		slices.SortFunc(all, func(x, y arrival) int { return sooner(y, x) })
		if len(told) != len(all) {
			t.Fatalf("%d points were told of, want %d", len(told), len(all))
		}
		for i, x := range all {
			if told[i].borrower != x.borrower || told[i].number != x.number {
				t.Fatalf("point %d is %v, want %v", i, told[i], x)
			}
		}
	})
}
