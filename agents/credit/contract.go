package credit

import "firesale/market/unit"

// AddContracts lets holdings of the index take loans that do not exist at its beginning. Every day of a run has a contract
// of its own, a bucket without loans that says how a loan made on that day grows: at a rate, from that day, for a year.
// Such loans have amounts of their own and stand apart from the index, so that what is shared stays as it was.
func (x *Index) AddContracts(rate unit.Rate, h Horizon) {
	pays, _ := ParsePays(x.Terms.Pays)
	for day := h.Start; day <= h.End; day++ {
		matures := day.AddMonths(TermMonths)
		if matures > h.End {
			matures = 0
		}
		x.Buckets = append(x.Buckets, Bucket{rate: rate, pays: pays, from: day, matures: matures,
			wake: []unit.Price{-1}, before: make([]lump, 1)})
		x.contracts++
	}
	x.paysCash = x.paysCash || rate > 0 && pays == Cash
}

// stocked is the number of buckets that have loans at the beginning; behind them are the contracts.
func (x *Index) stocked() int { return len(x.Buckets) - x.contracts }

// contract is the bucket of loans made on a day.
func (x *Index) contract(day unit.Date) int { return x.stocked() + int(day-x.start) }

// isContract reports whether a bucket is that of loans made during the run.
func (x *Index) isContract(bucket int) bool { return bucket >= x.stocked() }

// MeanRate is the rate of the pool's loans, weighted by principal; 0 without loans.
func (p *Pool) MeanRate() unit.Rate {
	sum, whole := 0.0, 0.0
	for i := range p.Loans {
		principal := p.Loans[i].Principal.Float()
		sum += float64(principal * float64(p.Loans[i].Rate))
		whole += principal
	}
	if whole == 0 {
		return 0
	}
	return unit.Rate(sum/whole + 0.5)
}
