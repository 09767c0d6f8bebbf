package metric

import (
	"firesale/market/unit"
	"firesale/sim/record"
)

// BookKinds is every metric that studies with an order book have beside the others; at a dealer's they do not exist.
var BookKinds = []Kind{
	{"trades", "trades", "trades in the order book", trades},
	{"volume_btc", "BTC", "traded in the order book", volume},
	{"spread_ticks", "ticks", "best ask - best bid, mean over the time in which there are both", spread},
}

func trades(r *record.Run) (float64, bool) {
	if r.Book == nil {
		return 0, false
	}
	return float64(r.Book.Trades), true
}

func volume(r *record.Run) (float64, bool) {
	if r.Book == nil {
		return 0, false
	}
	return r.Book.Volume, true
}

func spread(r *record.Run) (float64, bool) {
	if r.Book == nil {
		return 0, false
	}
	return r.Book.Spread.Value, r.Book.Spread.Exists
}

// SalePrice is what the coins of a lender were sold for on average, its copies together, USD/BTC net of cost: in an order
// book whoever comes first gets the better one.
var SalePrice = struct{ Name, Unit, Doc string }{"sale_price_usd", "USD/BTC", "average price of the coins sold, net of cost"}

// SalePriceOf is that price; it does not exist without sales.
func SalePriceOf(r *record.Run, lender string) (float64, bool) {
	var coins unit.BTC
	var paid unit.USD
	for i := range r.Lenders {
		if r.Lenders[i].Name == lender {
			coins += r.Lenders[i].Sold
			paid += r.Lenders[i].Proceeds
		}
	}
	return paid.Float() / coins.Float(), coins > 0
}
