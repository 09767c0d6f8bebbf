package credit

import (
	"cmp"
	"slices"

	"firesale/market/unit"
)

// Originate adds the loans that a lender makes today: one lot, because all of them have the same LTV, rate and maturity,
// so that whatever happens to one happens to all (equal loans are one loan of their sum, within a rounding each). The
// index must have contracts.
func (h *Holding) Originate(principal unit.USD, coins unit.BTC) {
	bucket := h.Index.contract(h.today)
	h.insertApart(apart{bucket: int32(bucket), principal: principal, from: h.today, matures: h.Index.Buckets[bucket].matures,
		coins: coins, called: noCall})
	h.Ledger.PrincipalIn += principal
	h.Ledger.CoinsIn += coins
}

// A Lot is loans of one day that are still open.
type Lot struct {
	Principal unit.USD
	Debt      unit.USD // that the LTV of the terms is about
	Coins     unit.BTC
}

// HandOn moves lots of at most a principal to another holding of the same terms, at par: the safest first, and of the
// last one as large a part as is asked for, with its share of the coins. Only loans made during the run, never sold for
// and eligible, are handed on. It returns their principal.
func (h *Holding) HandOn(to *Holding, most unit.USD, eligible func(Lot) bool) (moved unit.USD) {
	for _, slot := range h.safest(eligible) {
		if moved == most {
			break
		}
		a := *h.leave(slot, forGood)
		if a.principal > most-moved {
			rest := a
			a = h.cut(&rest, most-moved)
			h.insertApart(rest)
		}
		h.Ledger.PrincipalOut += a.principal
		h.Ledger.CoinsOut += a.coins
		moved += a.principal
		to.receive(h, a)
	}
	return moved
}

// safest is the slots of the lots that may be handed on, by their wake price, the lowest first.
func (h *Holding) safest(eligible func(Lot) bool) (order []int32) {
	for i := range h.apart {
		if h.mayMove(&h.apart[i], eligible) {
			order = append(order, int32(i))
		}
	}
	wake := func(a *apart) unit.Price { return h.wakeApart(a, h.Index.Terms.LiquidationLTV) }
	slices.SortFunc(order, func(i, j int32) int {
		a, b := &h.apart[i], &h.apart[j]
		return cmp.Or(cmp.Compare(wake(a), wake(b)), cmp.Compare(a.bucket, b.bucket), cmp.Compare(a.principal, b.principal))
	})
	return order
}

// Offered is the principal that HandOn could move.
func (h *Holding) Offered(eligible func(Lot) bool) (sum unit.USD) {
	for i := range h.apart {
		if a := &h.apart[i]; h.mayMove(a, eligible) {
			sum += a.principal
		}
	}
	return sum
}

func (h *Holding) mayMove(a *apart, eligible func(Lot) bool) bool {
	return a.open && h.Index.isContract(int(a.bucket)) && !a.again &&
		eligible(Lot{Principal: a.principal, Debt: h.BasisDebt(a.principal, h.interestApart(a)), Coins: a.coins})
}

// cut splits a part of a principal off a lot, with its share of the coins.
func (h *Holding) cut(a *apart, principal unit.USD) apart {
	part := *a
	share := func(whole int64) int64 { return unit.MulDivEven(whole, int64(principal), int64(a.principal)) }
	part.principal, part.coins, part.carried = principal, unit.BTC(share(int64(a.coins))), unit.USD(share(int64(a.carried)))
	a.principal -= part.principal
	a.coins -= part.coins
	a.carried -= part.carried
	return part
}

func (h *Holding) receive(from *Holding, a apart) {
	a.bucket += int32(h.Index.stocked() - from.Index.stocked())
	h.insertApart(a)
	h.Ledger.PrincipalIn += a.principal
	h.Ledger.PrincipalBought += a.principal
	h.Ledger.CoinsIn += a.coins
}

// RecallUpTo calls loans in before they are due, those with the highest LTV first, up to a principal, and of the last lot
// only as large a part: coins are sold as far as they repay them.
func (h *Holding) RecallUpTo(amount unit.USD, found func(Liquidation)) {
	for called := unit.USD(0); called < amount && len(h.falls) > 0; {
		e := h.falls.pop()
		if !h.isWatched(e) {
			continue
		}
		a := *h.sold(e.slot)
		if rest := a; a.principal > amount-called {
			if part := h.cut(&rest, amount-called); part.coins > 0 { // a cent without a coin would never be sold
				a = part
				h.insertApart(rest)
			}
		}
		l := h.liquidation(&a)
		l.matured = true
		called += a.principal
		found(l)
	}
}

// beforeLent is up to which place of a lot the twin has liquidated it: all of it, once the twin, which made the same loans,
// has. Before it is due, a lot that the twin no longer has was liquidated.
func (h *Holding) beforeLent(l *Liquidation, lent *Holding) int {
	if lent == nil || l.matured {
		return l.from
	}
	bucket := l.bucket + lent.Index.stocked() - h.Index.stocked()
	for i := range lent.apart {
		if a := &lent.apart[i]; a.open && int(a.bucket) == bucket {
			return l.from
		}
	}
	return l.to
}
