package agents

import (
	"cmp"
	"math"
	"slices"
)

// Arrivals are the times at which borrowers do something unasked: for each the points of a Poisson process, in the time
// of a hazard that all borrowers of a lender share. A point at which a loan is not free to act passes it by, which thins
// the process and so lets the hazard rest for that loan. Only points below a bound are kept in order; it is raised as the
// hazard adds up, and most borrowers are never looked at twice.
type arrivals struct {
	purpose Purpose
	hazard  float64 // added up so far
	bound   float64
	coming  []arrival // below the bound, the next one last
	later   []arrival // second points and further ones above it
}

// arrival is the n-th point of a borrower.
type arrival struct {
	at       float64
	borrower int32
	number   int32
}

// sooner puts the next one last.
func sooner(a, b arrival) int {
	return cmp.Or(cmp.Compare(b.at, a.at), cmp.Compare(b.borrower, a.borrower))
}

// firstBound covers a year and a half at a hazard of 10% a year. assumed: a matter of speed only
const firstBound = 0.15

// certain is a hazard that nobody survives.
const certain = 50

func (a *arrivals) reset() { a.hazard, a.bound, a.coming, a.later = 0, 0, a.coming[:0], a.later[:0] }

// pass adds to the hazard, and tells of every borrower whose point it passes.
func (a *arrivals) pass(c *crowd, hazard float64, tell func(borrower, number int)) {
	if a.hazard += min(hazard, certain); a.hazard > a.bound {
		a.raise(c, max(a.hazard*1.5, firstBound))
	}
	for n := len(a.coming); n > 0 && a.coming[n-1].at <= a.hazard; n = len(a.coming) {
		next := a.coming[n-1]
		a.coming = a.coming[:n-1]
		tell(int(next.borrower), int(next.number))
		next.number++
		next.at -= math.Log(c.luck.Uniform(a.purpose, c.keys[next.borrower], int(next.number)))
		a.await(next)
	}
}

// await keeps a point that is to come.
func (a *arrivals) await(x arrival) {
	if x.at > a.bound {
		a.later = append(a.later, x)
		return
	}
	at, _ := slices.BinarySearchFunc(a.coming, x, sooner)
	a.coming = slices.Insert(a.coming, at, x)
}

// raise looks for points between the bound and a new one: first points of borrowers, and later ones.
func (a *arrivals) raise(c *crowd, bound float64) {
	most, least := math.Exp(-a.bound), math.Exp(-bound)
	for who, key := range c.keys {
		if u := c.luck.Uniform(a.purpose, key, 1); u < most && u >= least {
			a.coming = append(a.coming, arrival{-math.Log(u), int32(who), 1})
		}
	}
	a.bound = bound
	waiting := a.later
	a.later = a.later[:0]
	for _, x := range waiting {
		if x.at > bound {
			a.later = append(a.later, x)
		} else {
			a.coming = append(a.coming, x)
		}
	}
	slices.SortFunc(a.coming, sooner)
}
