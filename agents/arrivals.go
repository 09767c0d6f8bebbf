package agents

import "math"

// Arrivals are the times at which borrowers do something unasked: for each the points of a Poisson process, in the time
// of a hazard that all borrowers of a lender share. A point at which a loan is not free to act passes it by, which thins
// the process and so lets the hazard rest for that loan. Only points below a bound are kept at hand; it is raised as the
// hazard adds up, and most borrowers are never looked at twice.
type arrivals struct {
	purpose Purpose
	hazard  float64 // added up so far
	bound   float64
	heap    []arrival
}

// arrival is the n-th point of a borrower.
type arrival struct {
	at       float64
	borrower int32
	number   int32
}

// firstBound covers a year and a half at a hazard of 10% a year. assumed: a matter of speed only
const firstBound = 0.15

// certain is a hazard that nobody survives.
const certain = 50

func (a *arrivals) reset() { a.hazard, a.bound, a.heap = 0, 0, a.heap[:0] }

// pass adds to the hazard, and tells of every borrower whose point it passes.
func (a *arrivals) pass(c *crowd, hazard float64, tell func(borrower, number int)) {
	if a.hazard += min(hazard, certain); a.hazard > a.bound {
		a.raise(c, max(a.hazard*1.5, firstBound))
	}
	for len(a.heap) > 0 && a.heap[0].at <= a.hazard {
		next := a.heap[0]
		tell(int(next.borrower), int(next.number))
		next.number++
		next.at -= math.Log(c.luck.Uniform(a.purpose, c.keys[next.borrower], int(next.number)))
		a.heap[0] = next
		a.sink()
	}
}

// raise looks for first points between the bound and a new one.
func (a *arrivals) raise(c *crowd, bound float64) {
	most, least := math.Exp(-a.bound), math.Exp(-bound)
	for who, key := range c.keys {
		if u := c.luck.Uniform(a.purpose, key, 1); u < most && u >= least {
			a.push(arrival{-math.Log(u), int32(who), 1})
		}
	}
	a.bound = bound
}

func (a *arrivals) push(x arrival) {
	a.heap = append(a.heap, x)
	h, i := a.heap, len(a.heap)-1
	for i > 0 && x.at < h[(i-1)/2].at {
		h[i] = h[(i-1)/2]
		i = (i - 1) / 2
	}
	h[i] = x
}

// sink puts the first arrival in its place.
func (a *arrivals) sink() {
	h, i := a.heap, 0
	x := h[0]
	for 2*i+1 < len(h) {
		kid := 2*i + 1
		if kid+1 < len(h) && h[kid+1].at < h[kid].at {
			kid++
		}
		if h[kid].at >= x.at {
			break
		}
		h[i] = h[kid]
		i = kid
	}
	h[i] = x
}
