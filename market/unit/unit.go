// Package unit holds the quantities that must never be mixed up: dollars, bitcoins, rates, prices, times.
//
// Inside the market, prices are float64 log prices. At the border to accounting (a mark, a fill) a price is rounded to
// the cent once, and from there on everything is an integer: cents, satoshis, parts per million. All rounding of the
// project happens in this package, in round.go.
package unit

import "math"

// USD is an amount of money in cents.
type USD int64

// BTC is an amount of bitcoin in satoshis.
type BTC int64

// Rate is a dimensionless share or a yearly rate in parts per million: 11.80% is 118000.
type Rate int64

// Price is a price of one bitcoin in cents.
type Price int64

// The units in which people write amounts.
const (
	Cent    USD  = 1
	Dollar  USD  = 100
	Satoshi BTC  = 1
	Coin    BTC  = 100_000_000
	BP      Rate = 100
	Percent Rate = 10_000
	One     Rate = 1_000_000
)

// Float is the amount in dollars, for reports and for the market, never for a balance.
func (v USD) Float() float64 { return float64(v) / float64(Dollar) }

// Float is the amount in coins, for reports and for the market, never for a balance.
func (c BTC) Float() float64 { return float64(c) / float64(Coin) }

// Float is the rate as a ratio: 118000 ppm is 0.118.
func (r Rate) Float() float64 { return float64(r) / float64(One) }

// Float is the price in dollars.
func (p Price) Float() float64 { return float64(p) / float64(Dollar) }

// PriceOf rounds a model price in dollars to the whole cent, half to even: the one place where a float becomes a price.
// It panics if usd is negative, NaN or too large for a Price: a broken model, not a user's mistake.
func PriceOf(usd float64) Price {
	cents := math.RoundToEven(usd * float64(Dollar))
	if !(cents >= 0 && cents < math.MaxInt64) {
		panic("unit: no price can be " + formatFloat(usd))
	}
	return Price(cents)
}

// CoinsOf rounds a model amount of bitcoin to the whole satoshi, half to even. It panics as PriceOf does.
func CoinsOf(btc float64) BTC {
	sats := math.RoundToEven(btc * float64(Coin))
	if !(math.Abs(sats) < math.MaxInt64) {
		panic("unit: no amount of bitcoin can be " + formatFloat(btc))
	}
	return BTC(sats)
}
