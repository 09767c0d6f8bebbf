package credit

import "firesale/market/unit"

// Slice cuts the order to one of so many equal pieces of what the liquidation had to sell when its first piece was cut,
// or to a capacity, and reports what it takes of that. Odd satoshis go to the first pieces, what a piece could not sell
// to those after it. After the last piece everything is ordered that earlier clearings left open.
func (l *Liquidation) Slice(pieces int, capacity unit.BTC) unit.BTC {
	if !l.sliced {
		l.sliced, l.pieces, l.todo = true, int32(pieces), l.ordered
	}
	if l.pieces == 0 {
		return l.Limit(capacity)
	}
	piece := (l.todo + unit.BTC(l.pieces) - 1) / unit.BTC(l.pieces)
	l.Limit(min(piece, capacity))
	l.todo -= l.ordered
	l.pieces--
	return l.ordered
}

// ToSell is what a liquidation would order at a mid: the coins of its loans, what repays them, or what restores them.
func (h *Holding) ToSell(l *Liquidation, mid unit.Price) unit.BTC {
	one, spare := *l, unit.USD(1)
	if !l.Started {
		h.begin(&one)
		spare = 0
		if h.Index.Terms.Liquidation == "restore" && !l.matured {
			return h.toRestore(&one, mid)
		}
		one.all = h.Index.Terms.Liquidation == "close-out"
	}
	if one.all {
		return one.left
	}
	return min(one.left, h.need(one.raise+spare, mid))
}
