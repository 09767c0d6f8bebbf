package sim

import (
	"firesale/agents"
	"firesale/market/random"
	"firesale/sim/stream"
)

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

// First is the first uniform number of the source at an address.
func (l *luck) First(p agents.Purpose, borrower uint64, number int) float64 {
	return l[p].At(borrower, number).First()
}

// Uniform is the one number at an address.
func (l *luck) Uniform(p agents.Purpose, borrower uint64, number int) float64 {
	return l[p].At(borrower, number).Uniform()
}
