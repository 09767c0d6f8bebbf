package sim

import (
	"slices"

	"firesale/agents"
	"firesale/market/price"
	"firesale/market/random"
	"firesale/sim/stream"
)

// draws opens the sources of the price in a replication, by purpose. The second replication of an antithetic pair has those
// of the first, mirrored: its diffusion goes the other way, its jumps come when they came.
func (w *World) draws(replication int) func(purpose string) *random.Source {
	mirrored := w.Paired && replication%2 == 1
	if mirrored {
		replication--
	}
	return func(purpose string) *random.Source {
		source := stream.Open(w.Seed, replication, "price", purpose)
		if mirrored {
			source.Mirror()
		}
		return source
	}
}

// Mirrors reports whether the price of a world has two faces: whether it draws normal numbers.
func (w *World) Mirrors() bool {
	var first [2][]float64
	paired := *w
	paired.Paired = true
	for face := range first {
		process, err := w.Price.Open(w.Common, w.Clock.Step)
		if err != nil {
			return false
		}
		process.Reset(paired.draws(face))
		size := max(1, min(blockSteps, w.Steps))
		block := price.Block{LogReturn: make([]float64, size), Variance: make([]float64, size)}
		process.Fill(&block)
		first[face] = block.LogReturn
	}
	return !slices.Equal(first[0], first[1])
}

// A luck is the streams of one copy of a lender's borrowers: (seed, replication, lender.ledn#3, purpose), then the
// borrower and a number. Every part before the borrower is mixed once a replication.
type luck [agents.Purposes]stream.Key

func newLuck(seed int64, replication int, lender string) *luck {
	entity := stream.Root(seed, replication).Name("lender." + lender)
	l := new(luck)
	for p := range agents.Purposes {
		l[p] = entity.Name(p.String())
	}
	return l
}

// Seed sets a source to the start of the draws at an address.
func (l *luck) Seed(source *random.Source, p agents.Purpose, borrower uint64, number int) {
	l[p].At(borrower, number).Seed(source)
}

// Uniform is the one number at an address.
func (l *luck) Uniform(p agents.Purpose, borrower uint64, number int) float64 {
	return l[p].Uniform(borrower, number)
}

// Between appends to found the places, in order, of the borrowers whose Uniform is in [from, to).
func (l *luck) Between(p agents.Purpose, borrowers []uint64, number int, from, to float64, found []int32) []int32 {
	return l[p].Between(borrowers, number, from, to, found)
}

// Below is the first number n of a borrower in [from, to) at which Uniform is below bound[n], or to if there is none.
func (l *luck) Below(p agents.Purpose, borrower uint64, from, to int, bound []float64) int {
	return l[p].Below(borrower, from, to, bound)
}
