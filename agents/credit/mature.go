package credit

import (
	"sort"

	"firesale/market/unit"
)

// NextDue is the next day on which loans pay cash interest or mature; ok is false if there is none.
func (h *Holding) NextDue() (day unit.Date, ok bool) {
	for i := range h.places {
		x, p := &h.Index.Buckets[i], &h.places[i]
		if x.matures > 0 && p.cursor < x.Len() && (!ok || x.matures < day) {
			day, ok = h.dueFrom(x.matures), true
		}
	}
	if h.soonest > 0 && (!ok || h.soonest < day) {
		day, ok = h.dueFrom(h.soonest), true
	}
	if pay := h.Index.nextPayment(h.today); h.Index.paysCash && (!ok || pay < day) {
		day, ok = pay, true
	}
	return day, ok
}

// dueFrom is the day on which loans that mature on a day are dealt with: that day, or today where it has passed and they are
// overdue, from before the run or since a sale that ended today.
func (h *Holding) dueFrom(matures unit.Date) unit.Date {
	if matures <= h.today && h.matured < h.today {
		return h.today
	}
	return max(matures, h.today+1)
}

// PayInterest moves to a day and books what open loans pay in cash on the payment dates up to it.
func (h *Holding) PayInterest(today unit.Date) {
	if today == h.today {
		return
	}
	for day := h.Index.nextPayment(h.today); h.Index.paysCash && day <= today; day = h.Index.nextPayment(day) {
		since := h.Index.lastPayment(day - 1)
		for i := range h.places {
			x := &h.Index.Buckets[i]
			if x.pays != Cash || x.rate == 0 {
				continue
			}
			principal, _ := h.inBucket(i)
			days, basis := h.Index.period(max(x.from, since), day)
			h.Ledger.InterestPaid += unit.Interest(principal, x.rate, days, basis)
		}
		h.payApart(since, day)
	}
	h.SetDay(today)
}

func (h *Holding) payApart(since, day unit.Date) {
	h.asOf = never
	whole, basis := h.Index.period(since, day)
	for i, stamp := range h.stamps {
		if stamp%2 == 0 {
			continue
		}
		a := &h.apart[i]
		if x := &h.Index.Buckets[a.bucket]; x.pays == Cash {
			days := whole
			if a.from > since {
				days, _ = h.Index.count(a.from, day)
			}
			h.Ledger.InterestPaid += a.carried + unit.Interest(a.principal, x.rate, days, basis)
			a.carried = 0
		}
	}
}

// Matured ends the loans that are due by today: a borrower whose coins are worth more than the debt repays it in cash
// and gets the coins; the others' coins are sold.
func (h *Holding) Matured(mark unit.Price, found func(Liquidation)) {
	if h.matured == h.today {
		return
	}
	h.matured = h.today
	for i := range h.places {
		x, p := &h.Index.Buckets[i], &h.places[i]
		if x.matures == 0 || x.matures > h.today || p.cursor == x.Len() {
			continue
		}
		first, n := p.cursor, x.Len()
		covered := first + sort.Search(n-first, func(k int) bool {
			principal, interest, coins := h.one(i, first+k)
			return mark.Value(coins) > principal+interest
		})
		h.mature(h.debt(i, covered, n))
		p.cursor, p.calls = n, p.calls[:0]
		p.bound = h.boundOf(i)
		if h.openIn(i, first, covered) > 0 {
			found(Liquidation{bucket: i, from: first, to: covered, matured: true})
		}
	}
	h.maturedApart(mark, found)
}

func (h *Holding) maturedApart(mark unit.Price, found func(Liquidation)) {
	if h.soonest == 0 || h.soonest > h.today {
		return
	}
	h.soonest = 0
	for i := range h.apart {
		a := &h.apart[i]
		if !a.open || a.matures == 0 || a.matures > h.today {
			h.expect(a)
			continue
		}
		l := h.liquidation(a)
		h.sold(int32(i))
		if mark.Value(l.coins) > l.principal+l.interest {
			h.mature(l.principal, l.interest, l.coins)
			continue
		}
		l.matured = true
		found(l)
	}
}

// Recall calls every open loan in, before it is due: its coins are sold as far as they repay it.
func (h *Holding) Recall(found func(Liquidation)) {
	for i := range h.places {
		p, n := &h.places[i], h.Index.Buckets[i].Len()
		first := p.cursor
		h.pass(i, first, n)
		p.cursor, p.calls = n, p.calls[:0]
		p.bound = h.boundOf(i)
		if h.openIn(i, first, n) > 0 {
			found(Liquidation{bucket: i, from: first, to: n, matured: true})
		}
	}
	for i := range h.apart {
		if h.apart[i].open {
			l := h.liquidation(h.sold(int32(i)))
			l.matured = true
			found(l)
		}
	}
}

func (h *Holding) mature(principal, interest unit.USD, coins unit.BTC) {
	h.Ledger.PrincipalMatured += principal
	h.repay(principal, interest, coins)
}

func (h *Holding) repay(principal, interest unit.USD, coins unit.BTC) {
	h.Ledger.PrincipalRepaid += principal
	h.Ledger.InterestPaid += interest
	h.Ledger.Returned += coins
}
