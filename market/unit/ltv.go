package unit

import "math/bits"

// Over reports whether a loan is over an LTV threshold at a mark, strictly:
//
//	debt × 10⁸ × 10⁶ > threshold × coins × mark
//
// decided by cross-multiplication in 128 bits, never by division. A loan without coins is over any threshold as soon as
// it owes a cent. The products fit for debts below $10¹⁶ and thresholds below 1,000%.
func Over(debt USD, coins BTC, mark Price, threshold Rate) bool {
	dhi, dlo := bits.Mul64(uint64(debt), uint64(Coin)*uint64(One))
	chi, clo := bits.Mul64(uint64(coins), uint64(mark))
	hi, lo := mul128(chi, clo, uint64(threshold))
	return dhi > hi || (dhi == hi && dlo > lo)
}

// WakePrice is the highest whole-cent price at which a loan is over the threshold, so that
// Over(debt, coins, p, threshold) == (p <= WakePrice(debt, coins, threshold)) for every p:
//
//	⌈debt × 10¹⁴ / (threshold × coins)⌉ − 1
//
// It is −1 for a loan without debt (never over) and MaxPrice for one without coins, or a price past MaxPrice.
func WakePrice(debt USD, coins BTC, threshold Rate) Price {
	if debt == 0 {
		return -1
	}
	hi, lo := bits.Mul64(uint64(debt), uint64(Coin)*uint64(One))
	per, ok := product64(uint64(coins), uint64(threshold))
	if !ok || per == 0 || hi >= per {
		return wakeWide(debt, coins, threshold)
	}
	quo, rem := bits.Div64(hi, lo, per)
	if rem == 0 {
		quo--
	}
	return Price(min(quo, uint64(MaxPrice)))
}

// MaxPrice bounds what a price can be: $92 trillion a coin, far from any product that could wrap around.
const MaxPrice Price = 1 << 53

// wakeWide finds the wake price by bisection on Over, for the rare loan whose quotient does not fit 64 bits.
func wakeWide(debt USD, coins BTC, threshold Rate) Price {
	if Over(debt, coins, MaxPrice, threshold) {
		return MaxPrice
	}
	lo, hi := Price(-1), MaxPrice // over at lo (or below every price), not over at hi
	for hi-lo > 1 {
		if mid := lo + (hi-lo)/2; Over(debt, coins, mid, threshold) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

func product64(a, b uint64) (uint64, bool) {
	hi, lo := bits.Mul64(a, b)
	return lo, hi == 0
}

// mul128 is (hi, lo) × m, saturated at 2¹²⁸ − 1: a collateral beyond that is over no threshold anyway.
func mul128(hi, lo, m uint64) (uint64, uint64) {
	over, mid := bits.Mul64(hi, m)
	carry, low := bits.Mul64(lo, m)
	sum, c := bits.Add64(mid, carry, 0)
	if over != 0 || c != 0 {
		return ^uint64(0), ^uint64(0)
	}
	return sum, low
}
