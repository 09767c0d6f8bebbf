package credit

import "firesale/market/unit"

// A Ledger adds up what became of the loans of a holding. Every amount of the pool is in one of its lines or still open.
type Ledger struct {
	Loans              int      // whose liquidation began, each once
	Principal          unit.USD // of them
	Sold               unit.BTC
	Returned           unit.BTC // unsold coins, back to their borrowers
	Gross, Cost        unit.USD // of sales
	PrincipalRecovered unit.USD
	InterestRecovered  unit.USD
	Surplus            unit.USD // cash, back to its borrower
	PrincipalLost      unit.USD
	InterestLost       unit.USD
	InterestOwed       unit.USD // of loans whose liquidation ended or that paid part
	PrincipalRepaid    unit.USD // by borrowers, in cash
	ToppedUp           unit.BTC // coins that borrowers added
	Originated         unit.USD // new debt on loans of the pool
	Cured              unit.USD // principal of loans whose margin call ended with a cure, as it was before
	Lapsed             unit.USD // principal of loans whose margin call was not answered in time
	InterestPaid       unit.USD // by borrowers, in cash
	PrincipalMatured   unit.USD // part of PrincipalRepaid: at maturity
	PrincipalIn        unit.USD // of loans made, or bought, during the run
	PrincipalBought    unit.USD // of them, bought from another holding
	CoinsIn            unit.BTC
	PrincipalOut       unit.USD // of loans sold on
	CoinsOut           unit.BTC
	SoldByGeneration   []unit.BTC
	Execution          Execution // of liquidations
}

func (g *Ledger) reset() { *g = Ledger{SoldByGeneration: g.SoldByGeneration[:0]} }

// Shortfall is principal and interest of liquidated loans that was not recovered.
func (g *Ledger) Shortfall() unit.USD { return g.PrincipalLost + g.InterestLost }

// Count notes that the liquidation of loans begins; a loan restored before is not counted twice.
func (h *Holding) Count(l *Liquidation) {
	if h.remembers(l.bucket) {
		first := h.Index.Buckets[l.bucket].first
		for i := l.from; i < l.to; i++ {
			if l.alone || !h.isTaken(l.bucket, i) {
				h.memory.past[first+i] |= liquidated
			}
		}
	}
	if l.lapsed {
		h.Ledger.Lapsed += h.Owing(l)
	}
	if !l.again {
		h.Ledger.Loans += h.Loans(l)
		h.Ledger.Principal += h.initial(l)
	}
}

// initial is the principal of a liquidation's loans at the start of the run.
func (h *Holding) initial(l *Liquidation) (principal unit.USD) {
	if l.alone && h.Index.isContract(l.bucket) {
		return l.principal
	}
	if l.alone {
		principal, _ = h.Index.Buckets[l.bucket].one(l.from)
		return principal
	}
	principal, _, _ = h.debt(l.bucket, l.from, l.to)
	return principal
}
