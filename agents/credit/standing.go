package credit

import (
	"fmt"
	"sort"

	"firesale/market/unit"
)

// A Standing is loans that are still there, and what they would bring at a mark.
type Standing struct {
	Loans            int
	Principal        unit.USD
	Interest         unit.USD // accrued and not paid
	Coins            unit.BTC
	Value            unit.USD // of the coins
	CoveredPrincipal unit.USD // Σ min(principal, value of the loan's own coins)
	CoveredInterest  unit.USD // Σ of what is left of the value, at most the interest
}

// Covered is Σ min(debt, value of the loan's own coins).
func (s *Standing) Covered() unit.USD { return s.CoveredPrincipal + s.CoveredInterest }

// add adds loans that are alike in what their coins cover.
func (s *Standing) add(loans int, principal, interest unit.USD, coins unit.BTC, mark unit.Price) {
	value := mark.Value(coins)
	s.Loans += loans
	s.Principal += principal
	s.Interest += interest
	s.Coins += coins
	s.Value += value
	toPrincipal := min(principal, value)
	s.CoveredPrincipal += toPrincipal
	s.CoveredInterest += min(interest, value-toPrincipal)
}

// Open is the standing of all loans that are not in liquidation.
func (h *Holding) Open(mark unit.Price) Standing {
	var s Standing
	for i := range h.places {
		h.standing(&s, i, h.places[i].cursor, h.Index.Buckets[i].Len(), mark)
	}
	for i := range h.apart {
		a := &h.apart[i]
		if !a.open {
			continue
		}
		s.add(1, a.principal, h.interestApart(a), a.coins, mark)
	}
	return s
}

// Covered is Σ min(debt, haircut × value of the loan's own coins) of all loans that are not in liquidation.
func (h *Holding) Covered(mark unit.Price, haircut unit.Rate) unit.USD {
	open := h.Open(Cut(mark, haircut))
	return open.Covered()
}

// Cut is a mark after a haircut: the share of it that counts.
func Cut(mark unit.Price, haircut unit.Rate) unit.Price {
	return unit.Price(unit.MulDivFloor(int64(mark), int64(haircut), int64(unit.One)))
}

// Opening is what a deal must know of the loans that it is closed on, on a day and at a mark.
func (h *Holding) Opening(day unit.Date, mark unit.Price) Opening {
	open := h.Open(mark)
	return Opening{Day: day, Principal: open.Principal, Collateral: open.Value,
		Covered: func(haircut unit.Rate) unit.USD { return h.Covered(mark, haircut) }}
}

// standing adds a run of loans of a bucket: in its order come first those whose coins do not cover the principal, then
// those whose coins do not cover the interest, then all others.
func (h *Holding) standing(s *Standing, bucket, from, to int, mark unit.Price) {
	search := func(from int, covers func(principal, interest, value unit.USD) bool) int {
		return from + sort.Search(to-from, func(i int) bool {
			principal, interest, coins := h.one(bucket, from+i)
			return covers(principal, interest, mark.Value(coins))
		})
	}
	deep := search(from, func(p, _, value unit.USD) bool { return value >= p })
	short := search(deep, func(p, i, value unit.USD) bool { return value >= p+i })
	for _, run := range [3][2]int{{from, deep}, {deep, short}, {short, to}} {
		if n := h.openIn(bucket, run[0], run[1]); n > 0 {
			principal, interest, coins := h.debt(bucket, run[0], run[1])
			s.add(n, principal, interest, coins, mark)
		}
	}
}

// Unsold is the standing of a liquidation that has coins left at the end: what it owes still, against its coins at the
// mark. What was never begun counts loan by loan, as if open.
func (h *Holding) Unsold(l Liquidation, mark unit.Price) Standing {
	var s Standing
	if !l.Started && h.missed(&l) {
		h.eachWaiting(&l, func(principal, interest unit.USD, coins unit.BTC) { s.add(1, principal, interest, coins, mark) })
		return s
	}
	if !l.Started && !l.alone {
		h.standing(&s, l.bucket, l.from, l.to, mark)
		return s
	}
	if !l.Started {
		h.begin(&l)
	}
	s.add(h.Loans(&l), l.principal-l.RaisedPrincipal(), l.interest-l.RaisedInterest(), l.left, mark)
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
			raised += l.RaisedPrincipal()
		}
	}
	g := &h.Ledger
	if coins := open.Coins + s.Coins + g.Sold + g.Returned + g.CoinsOut; coins != h.Index.Coins+g.ToppedUp+g.CoinsIn {
		return fmt.Errorf("coins: the pool began with %s and %s were added, held + sold + returned is %s", h.Index.Coins, g.ToppedUp+g.CoinsIn, coins)
	}
	if p := open.Principal + s.Principal + raised + g.PrincipalRecovered + g.PrincipalRepaid + g.PrincipalLost + g.PrincipalOut; p != h.Index.Principal+g.PrincipalIn+g.Originated {
		return fmt.Errorf("principal: the pool had %s, open + repaid + recovered + written off is %s", h.Index.Principal+g.PrincipalIn+g.Originated, p)
	}
	if paid := g.Gross - g.Cost; paid != g.PrincipalRecovered+g.InterestRecovered+g.Surplus+pending(queue)+h.banked() {
		return fmt.Errorf("sales: %s net of cost came in, %s was applied", paid, g.PrincipalRecovered+g.InterestRecovered+g.Surplus+pending(queue)+h.banked())
	}
	return nil
}

// banked is what open loans hold in cash.
func (h *Holding) banked() (cash unit.USD) {
	for i := range h.apart {
		if h.apart[i].open {
			cash += h.apart[i].cash
		}
	}
	return cash
}

// pending is what liquidations in the queue have raised and not yet settled.
func pending(queue []Liquidation) unit.USD {
	sum := unit.USD(0)
	for _, l := range queue {
		sum += l.proceeds
	}
	return sum
}
