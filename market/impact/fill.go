package impact

import "math"

// seriesBelow is the size of a move under which the fills are summed as series: the first term left out is below
// 1e-17, while the closed forms lose digits to cancellation.
const seriesBelow = 0.01

// logMean is ln(average fill / mid before) of an order whose price walks evenly from the mid to e^move times the mid:
//
//	ln((e^move − 1) / move)
//
// the logarithmic mean of both prices, about move/2. It adds up: two orders in a row get together what one order gets.
func logMean(move float64) float64 {
	size := math.Abs(move)
	if size < seriesBelow {
		square := float64(move * move)
		return float64(move/2) + float64(square/24) - float64(square*square/2880)
	}
	return mirror(move, math.Log(-math.Expm1(-size)/size))
}

// arithmeticMean is ln(average fill / mid before) where everybody gets the mean of the prices before and after:
//
//	ln((1 + e^move) / 2)
//
// It exceeds logMean in a fall by about move²/12: published engines overstate the proceeds of large sales.
func arithmeticMean(move float64) float64 {
	return mirror(move, math.Log1p(math.Expm1(-math.Abs(move))/2))
}

// mirror gives the fill of a rise from that of the fall of the same size: seen from the price after it, a rise is a
// fall. Working from the fall keeps every exponential at or below 1.
func mirror(move, fillOfFall float64) float64 {
	if move > 0 {
		return move + fillOfFall
	}
	return fillOfFall
}
