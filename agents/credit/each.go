package credit

import "firesale/market/unit"

// A LoanView is one loan as a record shows it.
type LoanView struct {
	ID         string
	Debt       unit.USD // that the LTV of the terms is about
	Holds      unit.BTC // its coins, before a sale
	Cash       unit.USD // and what its borrower's sales brought in an instant
	Coins      unit.BTC // of the event: what it holds, or sold
	Amount     unit.USD // of the event: what it owes, or got
	Generation int32
}

// LTV is debt over the value of the loan's coins, and its cash, at a price in dollars.
func (v *LoanView) LTV(usd float64) float64 {
	return v.Debt.Float() / (v.Cash.Float() + float64(v.Holds.Float()*usd))
}

// EachOpen shows the debt (of the LTV), the principal and the coins of every open loan.
func (h *Holding) EachOpen(show func(debt, principal unit.USD, coins unit.BTC)) {
	for b := range h.places {
		for i := h.places[b].cursor; i < h.Index.Buckets[b].Len(); i++ {
			if !h.isTaken(b, i) {
				principal, interest, coins := h.one(b, i)
				show(h.BasisDebt(principal, interest), principal, coins)
			}
		}
	}
	for i := range h.apart {
		a := &h.apart[i]
		if !a.open {
			continue
		}
		show(h.BasisDebt(a.principal, h.interestApart(a)), a.principal, a.coins)
	}
}

// Each shows the loans of a liquidation that has not been ordered yet.
func (h *Holding) Each(l *Liquidation, show func(LoanView)) {
	h.Alone(*l, func(one Liquidation) { show(h.view(&one)) })
}

func (h *Holding) view(one *Liquidation) LoanView {
	generation := one.Generation
	if one.from < one.Twin {
		generation = 0
	}
	return LoanView{ID: h.loanID(one.bucket, one.from), Debt: h.BasisDebt(one.principal, one.interest),
		Holds: one.coins, Cash: one.proceeds, Coins: one.coins, Amount: one.principal + one.interest, Generation: generation}
}

// EachNoticed shows the loans of a margin call.
func (h *Holding) EachNoticed(n Notice, show func(LoanView)) {
	h.Each(&n.loans, show)
}

// EachSold shows each loan's part of a sale: the coins in proportion to what it had to sell, and the proceeds net of cost
// by largest remainder, so that the parts add up to the sums that are settled. Its LTV is that of what earlier sales have left of it.
func (h *Holding) EachSold(l *Liquidation, coins unit.BTC, fill unit.Fill, show func(LoanView)) {
	var views []LoanView
	var weights []int64
	whole := *l
	if !l.alone {
		whole.Started = false
	}
	h.Alone(whole, func(one Liquidation) {
		v := h.view(&one)
		weight := int64(v.Amount)
		if l.all {
			weight = int64(l.atFull(v.Amount, v.Holds))
		}
		l.takeSold(&v)
		views, weights = append(views, v), append(weights, weight)
	})
	gross := fill.Value(coins)
	sold := unit.Split(int64(coins), weights)
	got := unit.Split(int64(gross-h.Index.Terms.Cost.Of(gross)), weights)
	for i, v := range views {
		v.Coins, v.Amount = unit.BTC(sold[i]), unit.USD(got[i])
		show(v)
	}
}

// takeSold takes from a loan's view what earlier clearings have sold of it and raised for it, by the shares that settle the whole.
func (l *Liquidation) takeSold(v *LoanView) {
	if l.left == l.coins {
		return
	}
	owed, coins := v.Amount, v.Holds
	sold, raised := l.byDebt(int64(l.coins-l.left), owed), l.byDebt(int64(l.proceeds), owed)
	if l.all {
		full := l.atFull(owed, coins)
		late := floorShare(int64(l.coins-l.left-l.earlySold), int64(full), int64(l.coins-l.earlySold))
		sold, raised = int64(coins-full)+late, int64(l.share(owed, coins))
	}
	v.Holds, v.Debt, v.Cash = max(1, coins-unit.BTC(sold)), max(0, v.Debt-unit.USD(raised)), 0
}
