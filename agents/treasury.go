package agents

import "firesale/market/unit"

// A treasury is what one deal wants of the bitcoin of the lender behind it. It is sold for one purpose: to put the cash
// into the deal that a cover call asks for. The sale goes through the market like any order, so that a call on one lender's
// notes lowers the price for all: the second procyclical channel beside the borrowers' coins. Assumed: it is sold as fast
// as liquidations are, costs nothing to sell, and nobody lends against it.
type treasury struct {
	purse      *purse
	asked      unit.USD // cash still to be raised
	ordered    unit.BTC // in the coming clearing
	generation int32    // one more than that of the mark which led to the call
}

// A purse is bitcoin of a lender's own, behind all of its deals. Where several are called at once, the oldest comes first.
type purse struct {
	held     unit.BTC
	promised unit.BTC // of it, in the coming clearing
}

// free is what no deal has ordered yet.
func (p *purse) free() unit.BTC { return p.held - p.promised }

// order is how many coins raise what is asked at a mid, within what the lender has and may still sell in the step.
func (t *treasury) order(mid unit.Price, capacity unit.BTC) unit.BTC {
	t.promise(0)
	free := t.purse.free()
	wanted := unit.BTC(0)
	if t.asked > 0 && mid.Value(free) > t.asked {
		wanted = mid.Coins(t.asked)
	} else if t.asked > 0 {
		wanted = free
	}
	t.promise(min(wanted, capacity))
	return t.ordered
}

// promise sets the order.
func (t *treasury) promise(coins unit.BTC) {
	t.purse.promised += coins - t.ordered
	t.ordered = coins
}

// curtail cuts the order to the share of it that found a buyer.
func (t *treasury) curtail(share float64) unit.BTC {
	t.promise(unit.BTC(share * float64(t.ordered)))
	return t.ordered
}

// settle is what the sale of the order brings. What a lower fill leaves open is asked for again on the next day.
func (t *treasury) settle(fill unit.Fill) (coins unit.BTC, proceeds unit.USD) {
	coins, proceeds = t.ordered, fill.Value(t.ordered)
	t.promise(0)
	t.purse.held -= coins
	t.asked = max(0, t.asked-proceeds)
	return coins, proceeds
}

// waits reports whether something is to be sold.
func (t *treasury) waits() bool { return t.asked > 0 && t.purse.held > 0 }
