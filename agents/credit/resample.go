package credit

import "math/rand/v2"

// Resample is as many loans as the pool has, drawn from it with replacement: a bootstrap of the tape. A loan drawn twice
// is two loans of one name.
func (p *Pool) Resample(r *rand.Rand) *Pool {
	drawn := Pool{Loans: make([]Loan, len(p.Loans))}
	for i := range drawn.Loans {
		drawn.Loans[i] = p.Loans[r.IntN(len(p.Loans))]
	}
	return &drawn
}
