package unit

import "math"

// Fill is what a sale got per bitcoin, in 10⁻⁸ dollars. The price of a sale that moves the market is an average over the
// way down, which no venue quotes: rounded to the cent it would be wrong by up to half a cent a coin.
type Fill int64

// fillPerCent is the number of units of a Fill in a cent.
const fillPerCent = 1_000_000

// Fill is the price as a fill: a sale at a quoted price.
func (p Price) Fill() Fill { return Fill(p) * fillPerCent }

// FillOf rounds an average price in dollars half to even. It panics as PriceOf does.
func FillOf(usd float64) Fill {
	units := math.RoundToEven(usd * float64(Dollar) * fillPerCent)
	if !(units >= 0 && units < math.MaxInt64) {
		panic("unit: no fill can be " + formatFloat(usd))
	}
	return Fill(units)
}

// Value is what coins bring, floored to the cent.
func (f Fill) Value(coins BTC) USD {
	return USD(MulDivFloor(int64(coins), int64(f), int64(Coin)*fillPerCent))
}

// Float is the fill in dollars per bitcoin.
func (f Fill) Float() float64 { return float64(f) / (float64(Dollar) * fillPerCent) }
