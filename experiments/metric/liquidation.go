package metric

import (
	"firesale/market/unit"
	"firesale/sim/record"
)

func liquidatedLoans(r *record.Run) (float64, bool) {
	n := 0
	for i := range r.Lenders {
		n += r.Lenders[i].LiquidatedLoans
	}
	return float64(n), true
}

func liquidatedBTC(r *record.Run) (float64, bool) { return sold(r).Float(), true }

func sold(r *record.Run) (coins unit.BTC) {
	for i := range r.Lenders {
		coins += r.Lenders[i].Sold
	}
	return coins
}

// first is the coins of generation 0.
func first(r *record.Run) (coins unit.BTC) {
	for i := range r.Lenders {
		if g := r.Lenders[i].SoldByGeneration; len(g) > 0 {
			coins += g[0]
		}
	}
	return coins
}

func liquidatedBTCFirst(r *record.Run) (float64, bool) { return first(r).Float(), r.Twin != nil }

func liquidatedShare(r *record.Run) (float64, bool) {
	var liquidated, all unit.USD
	for i := range r.Lenders {
		liquidated += r.Lenders[i].Liquidated
		all += r.Lenders[i].Principal
	}
	if all == 0 {
		return 0, false
	}
	return float64(liquidated) / float64(all), true
}

func waves(r *record.Run) (float64, bool) { return float64(r.Waves), true }

func shortfall(r *record.Run) (float64, bool) {
	sum := unit.USD(0)
	for i := range r.Lenders {
		sum += r.Lenders[i].Shortfall
	}
	return sum.Float(), true
}

func ltvAtSaleMedian(r *record.Run) (float64, bool) { return r.AtSale.Median, r.AtSale.Any }

func ltvAtSaleMax(r *record.Run) (float64, bool) { return r.AtSale.Max, r.AtSale.Any }

// cureShare counts principal whose margin call ended: by a cure, or by a liquidation, lapsed ones among them.
func cureShare(r *record.Run) (float64, bool) {
	var cured, ended unit.USD
	for i := range r.Lenders {
		cured += r.Lenders[i].Cured
		ended += r.Lenders[i].Cured + r.Lenders[i].Liquidated
	}
	if ended == 0 {
		return 0, false
	}
	return float64(cured) / float64(ended), true
}
