package experiments

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"firesale/experiments/results"
	"firesale/experiments/stats"
)

// How two sides were compared, as the table says it.
const (
	pairedSides   = "paired"
	unpairedSides = "Welch"
)

// noInterval is the verdict on a difference of too few runs.
const noInterval = "no interval"

// rounding is how far two runs that came out the same may lie apart, relative to what came out: solved yields do.
const rounding = 1e-12

// A couple is two sides to be compared: the other less the reference.
type couple struct{ reference, other *side }

// couplesOf says what is compared with what: points of equal settings, and where there are others, points of equal place.
func couplesOf(studies []*compared) (pairs []couple, err error) {
	first := studies[0]
	if len(studies) == 1 {
		for i := 1; i < len(first.sides); i++ {
			pairs = append(pairs, couple{&first.sides[0], &first.sides[i]})
		}
		return pairs, nil
	}
	for _, c := range studies[1:] {
		places := c.placesIn(first)
		if places == nil && len(first.sides) != 1 && len(first.sides) != len(c.sides) {
			return nil, fmt.Errorf("%s has %d points, %s %d: want as many, or one in the first, or settings of the first", c.Dir, len(c.sides), first.Dir, len(first.sides))
		}
		for i := range c.sides {
			at := min(i, len(first.sides)-1)
			if places != nil {
				at = places[i]
			}
			pairs = append(pairs, couple{&first.sides[at], &c.sides[i]})
		}
	}
	for _, c := range studies {
		for i := range c.sides {
			c.sides[i].name = c.name + map[bool]string{true: ": "}[c.sides[i].name != ""] + c.sides[i].name
		}
	}
	return pairs, nil
}

// placesIn is where the settings of all points are among those of another; nil if one is not there.
func (c *compared) placesIn(other *compared) (places []int) {
	for _, s := range c.sides {
		at := slices.IndexFunc(other.sides, func(o side) bool { return o.name == s.name })
		if at < 0 {
			return nil
		}
		places = append(places, at)
	}
	return places
}

func compareColumns() []results.Column {
	text := func(name, doc string) results.Column {
		return results.Column{Name: name, Kind: results.Texts, Doc: doc}
	}
	return []results.Column{
		text("metric", "what is compared"), text("unit", "of the metric"),
		text("reference", "what the other is compared with"), text("other", "point or study"),
		text("method", "paired by replication, or Welch where random numbers or replications differ"),
		{Name: "runs", Kind: results.Ints, Doc: "pairs in which the metric exists; of independent samples, the smaller; of splitting, populations"},
		{Name: "reference.mean", Doc: "over the same runs"},
		{Name: "reference.lo", Doc: "lower end of its 95% interval, by Student's t"},
		{Name: "reference.hi", Doc: "upper end"},
		{Name: "other.mean", Doc: "over the same runs"},
		{Name: "other.lo", Doc: "lower end of its 95% interval, by Student's t"},
		{Name: "other.hi", Doc: "upper end"},
		{Name: "difference.mean", Doc: "other - reference"},
		{Name: "difference.lo", Doc: "lower end of its 95% interval, by Student's t of pairs, or Welch's"},
		{Name: "difference.hi", Doc: "upper end"},
		{Name: "difference.bca_lo", Doc: "lower end of its 95% BCa bootstrap interval over pairs"},
		{Name: "difference.bca_hi", Doc: "upper end"},
		text("verdict", stats.Indistinct+", where Student's interval covers it; "+noInterval+", where the runs are too few for one"),
	}
}

// append adds the row of a metric, unless it exists on neither or only one side.
func (p couple) append(t *results.Table, m results.Column, i int, luck rand.Source) error {
	boot := stats.Bootstrap{Level: level, Resamples: resamples, Source: luck}
	a, b := p.other.values[i], p.reference.values[i]
	method, c := unpairedSides, independent(a, b)
	if p.share() {
		method, c = pairedSides, p.paired(a, b, boot)
	}
	if c.difference.N == 0 {
		return nil
	}
	row := []results.Cell{results.Text(m.Name), results.Text(m.Unit), results.Text(p.reference.name), results.Text(p.other.name),
		results.Text(method), results.Int(int64(c.difference.N))}
	row = append(row, interval(c.reference)...)
	row = append(row, interval(c.other)...)
	row = append(row, interval(c.difference)...)
	row = append(row, interval(c.bca)[1:]...)
	return t.Append(append(row, verdictOn(c.difference)))
}

// verdictOn is what keeps a difference from being one; null where nothing does.
func verdictOn(difference stats.Interval) results.Cell {
	switch words := difference.Verdict(); {
	case !difference.Known():
		return results.Text(noInterval)
	case words != "":
		return results.Text(words)
	}
	return results.Null()
}

// A contrast is what two sides say of a metric: the other less the reference.
type contrast struct{ reference, other, difference, bca stats.Interval }

func independent(a, b []float64) contrast {
	a, b = numbers(a), numbers(b)
	return contrast{reference: stats.Mean(b, level), other: stats.Mean(a, level), difference: stats.Welch(a, b, level)}
}

// paired is of runs that share their luck one by one. Where these came in antithetic pairs, a pair is what is independent; there
// is no bootstrap over pairs of which a half is missing.
func (p couple) paired(a, b []float64, boot stats.Bootstrap) contrast {
	a = settled(a, b)
	if !p.reference.mirrored {
		a, b = bothExist(a, b)
		t, bca := stats.Paired(a, b, boot)
		return contrast{stats.Mean(b, level), stats.Mean(a, level), t, bca}
	}
	b = slices.Clone(b)
	d := make([]float64, len(a))
	for i := range d {
		if d[i] = a[i] - b[i]; math.IsNaN(d[i]) {
			a[i], b[i] = math.NaN(), math.NaN()
		}
	}
	c := contrast{reference: stats.MeanOfPairs(b, level), other: stats.MeanOfPairs(a, level), difference: stats.MeanOfPairs(d, level)}
	if !slices.ContainsFunc(d, math.IsNaN) {
		c.bca = stats.MeanBCa(mapped(pairSums(d), func(sum float64) float64 { return sum / 2 }), boot)
	}
	return c
}

// settled is a, with the value of b where they differ by rounding only: a difference of 1e-16 in every run is none.
func settled(a, b []float64) []float64 {
	a = slices.Clone(a)
	for i := range a {
		if math.Abs(a[i]-b[i]) <= rounding*math.Abs(b[i]) {
			a[i] = b[i]
		}
	}
	return a
}

// share says whether the runs of both sides had the same luck, one by one.
func (p couple) share() bool {
	return p.reference.luck == p.other.luck && slices.Equal(p.reference.replications, p.other.replications)
}

// bothExist keeps the pairs of which both numbers exist.
func bothExist(a, b []float64) (keptA, keptB []float64) {
	for i := range a {
		if !math.IsNaN(a[i]) && !math.IsNaN(b[i]) {
			keptA, keptB = append(keptA, a[i]), append(keptB, b[i])
		}
	}
	return keptA, keptB
}

func numbers(xs []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(xs), math.IsNaN)
}
