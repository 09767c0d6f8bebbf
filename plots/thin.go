package plots

import (
	"math"
	"slices"
)

// perPoint is how many slots a thinned line has for each point of its length: finer than print shows.
const perPoint = 2

// thin keeps of a long line what a picture of that many slots can show: the first, lowest, highest and last value
// of each slot, and whether there is none. Short lines stay as they are. xs must not fall.
func thin(xs, ys []float64, slots int) (x, y []float64) {
	if len(xs) <= 4*slots {
		return xs, ys
	}
	width := (xs[len(xs)-1] - xs[0]) / float64(slots)
	for from := 0; from < len(xs); {
		to := from + 1
		for slot := math.Floor((xs[from] - xs[0]) / width); to < len(xs) && math.Floor((xs[to]-xs[0])/width) == slot; {
			to++
		}
		for _, i := range extremes(ys, from, to) {
			x, y = append(x, xs[i]), append(y, ys[i])
		}
		from = to
	}
	return x, y
}

// extremes are the places of the first, lowest, highest and last value and of one that does not exist, in order.
func extremes(ys []float64, from, to int) []int {
	low, high := from, from
	places := []int{from, to - 1}
	for i := from; i < to; i++ {
		switch {
		case math.IsNaN(ys[i]):
			places = append(places, i)
			i = to
		case ys[i] < ys[low]:
			low = i
		case ys[i] > ys[high]:
			high = i
		}
	}
	places = append(places, low, high)
	slices.Sort(places)
	return slices.Compact(places)
}
