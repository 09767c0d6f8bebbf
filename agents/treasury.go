package agents

import "firesale/market/unit"

// A treasury is bitcoin of a lender's own. It is sold for one purpose: to put the cash into a deal that a cover call asks
// for. The sale goes through the market like any order, so that a call on one lender's notes lowers the price for all:
// the second procyclical channel beside the borrowers' coins. Assumed: it is sold as fast as liquidations are, costs
// nothing to sell, and nobody lends against it.
type treasury struct {
	held       unit.BTC
	asked      unit.USD // cash still to be raised
	ordered    unit.BTC // in the coming clearing
	generation int32    // one more than that of the mark which led to the call
}

// order is how many coins raise what is asked at a mid, within what the lender may still sell in the step.
func (t *treasury) order(mid unit.Price, capacity unit.BTC) unit.BTC {
	t.ordered = 0
	if t.asked > 0 && mid.Value(t.held) > t.asked {
		t.ordered = mid.Coins(t.asked)
	} else if t.asked > 0 {
		t.ordered = t.held
	}
	t.ordered = min(t.ordered, capacity)
	return t.ordered
}

// curtail cuts the order to the share of it that found a buyer.
func (t *treasury) curtail(share float64) unit.BTC {
	t.ordered = unit.BTC(share * float64(t.ordered))
	return t.ordered
}

// settle is what the sale of the order brings. What a lower fill leaves open is asked for again on the next day.
func (t *treasury) settle(fill unit.Fill) (coins unit.BTC, proceeds unit.USD) {
	coins, proceeds = t.ordered, fill.Value(t.ordered)
	t.held -= coins
	t.asked = max(0, t.asked-proceeds)
	t.ordered = 0
	return coins, proceeds
}

// waits reports whether something is to be sold.
func (t *treasury) waits() bool { return t.asked > 0 && t.held > 0 }
