package flow_test

import (
	"fmt"
	"math"

	"firesale/market/book"
	"firesale/market/flow"
	"firesale/market/random"
	"firesale/market/unit"
)

// A lender sells 400 BTC into the background at exactly 10:00:00.25 and reads its fills back.
func Example() {
	scale := flow.Scale{TickUSD: 1, LotBTC: 0.001}
	var classes []flow.Class
	for _, k := range flow.Kinds[:4] {
		class, err := k.Preset().Open(scale)
		if err != nil {
			fmt.Println(err)
			return
		}
		classes = append(classes, class)
	}
	crowd := flow.New(book.New(book.Preset()), scale, classes...)
	crowd.Begin(-unit.Hour, 100_000, func(class int) *random.Source { return random.New(1, uint64(class)) })
	crowd.Run(unit.Second/4, math.Log(100_000))

	mid, lender := crowd.Mid()*scale.TickUSD, flow.Outsider(7)
	sold := crowd.Trade(lender, book.Sell, scale.Lots(400))
	paid := 0.0
	for _, f := range crowd.Fills() {
		paid += float64(f.Quantity) * scale.LotBTC * float64(f.Price) * scale.TickUSD
	}
	fmt.Println(float64(sold)*scale.LotBTC, "BTC sold below the mid:", paid < 400*mid)
	// Output:
	// 400 BTC sold below the mid: true
}
