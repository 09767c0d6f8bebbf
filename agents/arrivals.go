package agents

import (
	"math"
	"slices"
)

// Arrivals are the times at which borrowers do something unasked: for each borrower the points of a Poisson process, in the time
// of a cumulated hazard that all borrowers of a lender share. A point at which a loan is not free to act is skipped, which thins
// the process: for that loan the hazard rests.
//
// Points up to a bound are kept on pages, like those of a calendar, and the bound is raised as the hazard adds up, so that most
// borrowers are looked at once. A page is sorted when it is reached.
type arrivals struct {
	purpose Purpose
	hazard  float64 // added up so far
	bound   float64
	first   float64 // where the first page begins
	perPage float64 // pages for a unit of hazard
	pages   [pages][]arrival
	page    int       // in order, the next point last; those before it are empty
	later   []arrival // second points and further ones, beyond the bound
}

// pages is how many there are. assumed: a matter of speed only
const pages = 16

// arrival is the n-th point of a borrower.
type arrival struct {
	at       float64
	borrower int32
	number   int32
}

// sooner puts the next one last; of two at once, that of the first borrower.
func sooner(a, b arrival) int {
	switch {
	case a.at > b.at || a.at == b.at && a.borrower > b.borrower:
		return -1
	case a == b:
		return 0
	}
	return 1
}

// firstBound covers a year and a half at a hazard of 10% a year. assumed: a matter of speed only
const firstBound = 0.15

// certain is a hazard that nobody survives.
const certain = 50

func (a *arrivals) reset() {
	for i := range a.pages {
		a.pages[i] = a.pages[i][:0]
	}
	a.hazard, a.bound, a.page, a.later = 0, 0, pages, a.later[:0]
}

// pass adds to the hazard, and tells of every borrower whose point it passes.
func (a *arrivals) pass(c *crowd, hazard float64, tell func(borrower, number int)) {
	a.hazard += min(hazard, certain)
	for {
		for next := a.next(); next.at <= a.hazard; next = a.next() {
			*a.current() = (*a.current())[:len(*a.current())-1]
			tell(int(next.borrower), int(next.number))
			next.number++
			next.at -= math.Log(c.luck.Uniform(a.purpose, c.keys[next.borrower], int(next.number)))
			a.await(next)
		}
		if a.hazard <= a.bound {
			return
		}
		a.raise(c, max(a.hazard*1.5, firstBound))
	}
}

func (a *arrivals) current() *[]arrival { return &a.pages[a.page] }

// next is the next point; one that does not come if there is none up to the bound.
func (a *arrivals) next() arrival {
	for a.page < pages && len(a.pages[a.page]) == 0 {
		a.turn()
	}
	if a.page == pages {
		return arrival{at: math.Inf(1)}
	}
	return a.pages[a.page][len(a.pages[a.page])-1]
}

// turn goes to the next page.
func (a *arrivals) turn() {
	if a.page++; a.page < pages {
		slices.SortFunc(a.pages[a.page], sooner)
	}
}

// await keeps a point that is to come.
func (a *arrivals) await(x arrival) {
	if x.at > a.bound {
		a.later = append(a.later, x)
		return
	}
	n := min(max(int((x.at-a.first)*a.perPage), a.page), pages-1)
	page := &a.pages[n]
	if n == a.page {
		at, _ := slices.BinarySearchFunc(*page, x, sooner)
		*page = slices.Insert(*page, at, x)
	} else {
		*page = append(*page, x)
	}
}

// raise fills the pages anew, with the points between the bound, which all others have passed, and a new one.
func (a *arrivals) raise(c *crowd, bound float64) {
	most, least := math.Exp(-a.bound), math.Exp(-bound)
	a.first, a.perPage, a.page, a.bound = a.bound, pages/(bound-a.bound), -1, bound
	c.found = c.luck.Between(a.purpose, c.keys, 1, least, most, c.found[:0])
	for _, who := range c.found {
		a.await(arrival{-math.Log(c.luck.Uniform(a.purpose, c.keys[who], 1)), who, 1})
	}
	waiting := a.later
	a.later = a.later[:0]
	for _, x := range waiting {
		a.await(x)
	}
	a.turn()
}
