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

// Curtail cuts the order to the share of it that found a buyer, and reports that. What is left of a piece goes to those after it.
func (l *Liquidation) Curtail(share float64) unit.BTC {
	asked := l.ordered
	l.Limit(unit.BTC(share * float64(asked)))
	l.todo += asked - l.ordered
	return l.ordered
}

// ToSell is what a liquidation would order at a mid.
func (h *Holding) ToSell(l *Liquidation, mid unit.Price) unit.BTC {
	var poor Liquidation
	one := *l
	if h.Order(&one, mid, &poor) {
		return poor.ordered + one.ordered
	}
	return one.ordered
}
