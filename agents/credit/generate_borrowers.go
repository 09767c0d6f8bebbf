package credit

import (
	"math/rand/v2"
	"sort"
)

// lednBorrowers is the preset. Source: article on Ledn Issuer Trust 2026-1.
const lednBorrowers = 2_914

// people is how many borrowers there are: a study that asks for a smaller pool need not say so twice.
func (t *Target) people() int64 {
	if t.Borrowers == lednBorrowers {
		return min(t.Borrowers, max(1, t.Loans))
	}
	return t.Borrowers
}

// borrowers says who has which loan: one loan each, and the others to borrowers with probabilities in proportion to
// exponential weights, so that few have many (assumed), shuffled.
func (t *Target) borrowers(r *rand.Rand) []int32 {
	share := make([]float64, t.people()) // of the borrowers up to this one, summed
	sum := 0.0
	for i := range share {
		sum += r.ExpFloat64()
		share[i] = sum
	}
	who := make([]int32, t.Loans)
	for i := range who {
		if i < len(share) {
			who[i] = int32(i)
			continue
		}
		who[i] = int32(min(sort.SearchFloat64s(share, r.Float64()*sum), len(share)-1))
	}
	r.Shuffle(len(who), func(i, j int) { who[i], who[j] = who[j], who[i] })
	return who
}
