package credit

import (
	"fmt"
	"sort"

	"firesale/market/unit"
)

// A Standing is loans that are still there, and what they would bring at a mark.
type Standing struct {
	Loans     int
	Principal unit.USD
	Interest  unit.USD // accrued and not paid
	Coins     unit.BTC
	Value     unit.USD // of the coins
	Covered   unit.USD // Σ min(debt, value of the loan's own coins)
}

func (s *Standing) add(loans int, principal, interest unit.USD, coins unit.BTC, mark unit.Price, poor bool) {
	value, debt := mark.Value(coins), principal+interest
	s.Loans += loans
	s.Principal += principal
	s.Interest += interest
	s.Coins += coins
	s.Value += value
	if poor || debt > value {
		debt = value
	}
	s.Covered += debt
}

// Open is the standing of all loans that are not in liquidation.
func (h *Holding) Open(mark unit.Price) Standing {
	var s Standing
	for i := range h.places {
		h.standing(&s, i, h.places[i].cursor, h.Index.Buckets[i].Len(), mark)
	}
	for i := range h.apart {
		a := &h.apart[i]
		s.add(1, a.principal, h.interestApart(a), a.coins, mark, false)
	}
	return s
}

// standing adds a run of loans of a bucket: those that owe more than their coins are worth come first in its order.
func (h *Holding) standing(s *Standing, bucket, from, to int, mark unit.Price) {
	split := from + sort.Search(to-from, func(i int) bool { return !h.under(bucket, from+i, mark) })
	for _, run := range [2][2]int{{from, split}, {split, to}} {
		if n := h.openIn(bucket, run[0], run[1]); n > 0 {
			principal, interest, coins := h.debt(bucket, run[0], run[1])
			s.add(n, principal, interest, coins, mark, run[1] == split)
		}
	}
}

func (h *Holding) under(bucket, loan int, mark unit.Price) bool {
	principal, interest, coins := h.one(bucket, loan)
	return unit.Over(principal+interest, coins, mark, unit.One)
}

// Unsold is the standing of a liquidation that has coins left at the end: what it owes still, against its coins at the
// mark. What was never begun counts loan by loan, as if open.
func (h *Holding) Unsold(l Liquidation, mark unit.Price) Standing {
	var s Standing
	if !l.Started && !l.alone {
		h.standing(&s, l.bucket, l.from, l.to, mark)
		return s
	}
	if !l.Started {
		h.begin(&l)
	}
	principal := l.principal - min(l.principal, l.proceeds)
	interest := l.interest - min(l.interest, max(0, l.proceeds-l.principal))
	s.add(h.Loans(&l), principal, interest, l.left, mark, false)
	return s
}

// Audit checks that no coin and no dollar of principal was lost or made since the beginning: what the pool had is open,
// in liquidation, sold, returned, recovered or written off. It names both sides where they differ.
func (h *Holding) Audit(queue []Liquidation) error {
	var s Standing
	raised := unit.USD(0) // towards principal, by liquidations not yet settled
	open := h.Open(0)
	for _, l := range queue {
		u := h.Unsold(l, 0)
		s.Principal += u.Principal
		s.Coins += u.Coins
		if l.Started {
			raised += min(l.principal, l.proceeds)
		}
	}
	g := &h.Ledger
	if coins := open.Coins + s.Coins + g.Sold + g.Returned; coins != h.Index.Coins {
		return fmt.Errorf("coins: the pool began with %s, held + sold + returned is %s", h.Index.Coins, coins)
	}
	if p := open.Principal + s.Principal + raised + g.PrincipalRecovered + g.PrincipalLost; p != h.Index.Principal {
		return fmt.Errorf("principal: the pool began with %s, open + recovered + written off is %s", h.Index.Principal, p)
	}
	if paid := g.Gross - g.Cost; paid != g.PrincipalRecovered+g.InterestRecovered+g.Surplus+pending(queue) {
		return fmt.Errorf("sales: %s net of cost came in, %s was applied", paid, g.PrincipalRecovered+g.InterestRecovered+g.Surplus+pending(queue))
	}
	return nil
}

// pending is what liquidations in the queue have raised and not yet settled.
func pending(queue []Liquidation) unit.USD {
	sum := unit.USD(0)
	for _, l := range queue {
		sum += l.proceeds
	}
	return sum
}
