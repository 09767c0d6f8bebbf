package plots

import (
	"fmt"
	"math"
	"slices"

	"firesale/experiments/results"
)

// A payday is one payment date of one deal in one replication.
type payday struct {
	point, replication int
	lender, date       string
}

// An item is an account, fee, note or the residual of a deal on one payment date.
type item struct {
	name                                         string
	open, close, out, short, interest, principal float64
}

var paydayColumns = []string{"point", "replication", "lender", "date"}

func paydayOf(c []results.Cell) payday {
	lender, _ := c[2].Text()
	date, _ := c[3].Text()
	return payday{int(valueOf(c[0])), int(valueOf(c[1])), lender, date}
}

// payday chooses the payment date to show: on the date that is asked for or on all of them, of those on which anything was
// paid the one on which most was left unpaid, of equal ones the one on which most was paid, then the first.
func (s source) payday(date string) (payday, error) {
	type sums struct{ short, paid float64 }
	all := map[payday]sums{}
	var order []payday
	err := s.cells("deal", append(paydayColumns, "out_usd", "interest_usd", "principal_usd", "short_usd"), func(c []results.Cell) {
		at := paydayOf(c)
		if date != "" && at.date != date {
			return
		}
		sum, seen := all[at]
		if !seen {
			order = append(order, at)
		}
		sum.paid += zero(valueOf(c[4])) + zero(valueOf(c[5])) + zero(valueOf(c[6]))
		sum.short += zero(valueOf(c[7]))
		all[at] = sum
	})
	switch {
	case err != nil:
		return payday{}, err
	case len(order) == 0 && date != "":
		return payday{}, fmt.Errorf("no deal pays on %q: want a payment date like 2026-01-31", date)
	case len(order) == 0:
		return payday{}, fmt.Errorf("no payment date lies in the kept replications: no lender has a deal, or the run ends before it pays")
	}
	best := order[0]
	for _, at := range order {
		a, b := all[at], all[best]
		switch pays, paid := a.paid > 0, b.paid > 0; {
		case pays && !paid, pays == paid && (a.short > b.short || a.short == b.short && a.paid > b.paid):
			best = at
		}
	}
	return best, nil
}

// items reads what happened on a payment date.
func (s source) items(day payday) ([]item, error) {
	var items []item
	columns := append(paydayColumns, "item", "open_usd", "close_usd", "out_usd", "short_usd", "interest_usd", "principal_usd")
	err := s.cells("deal", columns, func(c []results.Cell) {
		if paydayOf(c) != day {
			return
		}
		name, _ := c[4].Text()
		if slices.ContainsFunc(items, func(it item) bool { return it.name == name }) {
			return // the winding up of a run that ends on a payment date, which is no payment of the lists
		}
		v := func(i int) float64 { return zero(valueOf(c[i])) }
		items = append(items, item{name: name, open: v(5), close: v(6), out: v(7), short: v(8), interest: v(9), principal: v(10)})
	})
	return items, err
}

// zero counts an amount that an item does not have as nothing.
func zero(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}
