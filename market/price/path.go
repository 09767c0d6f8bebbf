package price

import (
	"fmt"
	"math"

	"firesale/market/unit"
)

// path is what a replay follows: knots from time 0 on, strictly later one after the other.
type path struct {
	at      []unit.Duration
	usd     []float64
	log     []float64
	held    []bool        // whether the price holds from the knot before to this one: a gap filled by name
	spacing unit.Duration // the usual time between two rows
	year    []float64     // prices of the year before, a month apart; nil where the file has none
	pace    float64       // of a bootstrap: what a return is lowered by to keep the mean price
}

// newPath cuts out of a series what a horizon needs from `from` on, judges the gaps and duplicates there, and turns it into
// knots. A bootstrap needs all that follows.
func newPath(s *Series, p *Replay, horizon unit.Duration) (*path, error) {
	spacing, err := s.spacing()
	if err != nil {
		return nil, err
	}
	if p.Touch == touchLow && !s.Bars() {
		return nil, fmt.Errorf(`%s: has no column low: want price.touch = "close"`, s.Name)
	}
	first, err := s.find(p.From, spacing)
	if err != nil {
		return nil, err
	}
	t := &path{spacing: spacing, year: s.yearBefore(p.From, spacing)}
	if s.Bars() {
		t.add(0, s.Open[first], false)
	}
	for i := first; i < len(s.Time) && (p.Block != nil || !t.reaches(horizon)); i++ {
		if err := t.take(s, i, first, p); err != nil {
			return nil, err
		}
	}
	if p.Block != nil {
		t.pace, err = t.meanPace(*p.Block)
	}
	return t, err
}

// take adds row i of the series.
func (t *path) take(s *Series, i, first int, p *Replay) error {
	usd := s.Price[i]
	if p.Touch == touchLow {
		usd = s.Low[i]
	}
	at := s.Time[i] - s.Time[first]
	if s.Bars() {
		at += t.spacing
	}
	if i > first {
		switch gap := s.Time[i] - s.Time[i-1]; {
		case gap == 0 && p.Fill == fillHold && s.Price[i] == s.Price[i-1]:
			return nil
		case gap == 0:
			return fmt.Errorf("%s:%d: time %s is there twice, first in line %d: want one row a time (price.fill = %q drops equal ones)",
				s.Name, s.Rows[i], iso(s.Time[i]), s.Rows[i-1], fillHold)
		case gap > 2*t.spacing && p.Fill != fillHold:
			return fmt.Errorf("%s:%d: %s without a price before %s, where rows are %s apart: want no gap of more than 2 rows, or price.fill = %q",
				s.Name, s.Rows[i], gap, iso(s.Time[i]), t.spacing, fillHold)
		case gap > 2*t.spacing:
			t.add(at-t.spacing, t.usd[len(t.usd)-1], true)
		}
	}
	t.add(at, usd, false)
	return nil
}

// reaches reports whether there is a knot at a time or later.
func (t *path) reaches(at unit.Duration) bool { return len(t.at) > 0 && t.at[len(t.at)-1] >= at }

func (t *path) add(at unit.Duration, usd float64, held bool) {
	t.at, t.usd, t.log, t.held = append(t.at, at), append(t.usd, usd), append(t.log, math.Log(usd)), append(t.held, held)
}

// yearBefore is the prices on a day and on the same day of the eleven months before it.
func (s *Series) yearBefore(day *unit.Date, spacing unit.Duration) (usd []float64) {
	if day == nil {
		return nil
	}
	for month := range 12 {
		on := day.AddMonths(-month)
		row, err := s.find(&on, spacing)
		switch {
		case err != nil:
			return nil
		case s.Bars():
			usd = append(usd, s.Open[row])
		default:
			usd = append(usd, s.Price[row])
		}
	}
	return usd
}

// spacing is the most frequent time between two rows, the shorter one of equals.
func (s *Series) spacing() (unit.Duration, error) {
	count := map[unit.Duration]int{}
	var usual unit.Duration
	for i := 1; i < len(s.Time); i++ {
		gap := s.Time[i] - s.Time[i-1]
		if gap == 0 {
			continue
		}
		count[gap]++
		if n := count[gap] - count[usual]; n > 0 || (n == 0 && gap < usual) {
			usual = gap
		}
	}
	if usual == 0 {
		return 0, fmt.Errorf("%s: all rows have the time %s: want a path", s.Name, iso(s.Time[0]))
	}
	return usual, nil
}

// find is the first row of the day, which must be in the file.
func (s *Series) find(from *unit.Date, spacing unit.Duration) (int, error) {
	if from == nil {
		return 0, nil
	}
	day := unit.Duration(*from) * unit.Day
	for i, t := range s.Time {
		if t < day {
			continue
		}
		if t-day > spacing {
			break
		}
		return i, nil
	}
	last := len(s.Time) - 1
	return 0, fmt.Errorf("%s: has no price at %s: want price.from within %s and %s", s.Name, iso(day), iso(s.Time[0]), iso(s.Time[last]))
}
