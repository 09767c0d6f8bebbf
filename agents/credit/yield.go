package credit

import (
	"errors"
	"math"

	"firesale/market/unit"
)

// Flow is what a note paid on a day. Months and Days run from the opening of the deal.
type Flow struct {
	Months              float64
	Days                int
	Interest, Principal unit.USD
}

func (f *Flow) amount() float64 { return float64(f.Interest + f.Principal) }

// Yield is the internal rate of return of flows at a price:
//
//	price = Σ flow / (1 + Monthly)^months,  Nominal = 12 × Monthly,  Effective = (1 + Monthly)^12 − 1
//
// and Dated on act/365 instead: price = Σ flow / (1 + Dated)^(days/365). All are ratios: 0.0685 is 6.85%.
type Yield struct{ Monthly, Nominal, Effective, Dated float64 }

// Why a yield or a margin does not exist. It is then null, never a number.
var (
	ErrNothingPaid  = errors.New("nothing was paid")
	ErrNoTime       = errors.New("all was paid at once: no time for a rate to work on")
	ErrNoSignChange = errors.New("no rate above −100% makes the payments worth the price")
	ErrOutstanding  = errors.New("still outstanding: the run ended before the deal did")
	ErrAdded        = errors.New("the owner added money later: there is no one price")
	ErrNoNote       = errors.New("the deal has no such note")
)

// IRR is the yield of flows bought at a price, by bisection inside a bracket. The search is for the discount factor of a
// month (a year): as no flow is negative, their value rises with it and there is at most one.
func IRR(price unit.USD, flows []Flow) (Yield, error) {
	month, err := logFactor(price, flows, widest, func(f *Flow) float64 { return f.Months })
	if err != nil {
		return Yield{}, err
	}
	year, err := logFactor(price, flows, 12*widest, func(f *Flow) float64 { return float64(f.Days) / 365 })
	if err != nil {
		return Yield{}, err
	}
	monthly := math.Expm1(-month)
	return Yield{Monthly: monthly, Nominal: 12 * monthly, Effective: math.Expm1(-12 * month), Dated: math.Expm1(-year)}, nil
}

// widest bounds the logarithm of a discount factor: rates from −0.999999999999 to 10¹² a month, and what these are a year.
const widest = 27.6

// logFactor is the x of at most a bound for which Σ flow × e^(x·when) is the price.
func logFactor(price unit.USD, flows []Flow, bound float64, when func(*Flow) float64) (x float64, err error) {
	if err := yields(price, flows, when); err != nil {
		return 0, err
	}
	return rising(-bound, bound, 0, func(x float64) (value, slope float64) {
		for i := range flows {
			t := when(&flows[i])
			v := flows[i].amount() * math.Exp(x*t)
			value += v
			slope += float64(t * v)
		}
		return value - float64(price), slope
	})
}

// yields says why flows cannot have a yield, nil if they have one: then their value is below the price at rates without
// end and above it near −100%.
func yields(price unit.USD, flows []Flow, when func(*Flow) float64) error {
	if len(flows) == 0 {
		return ErrNothingPaid
	}
	if when(&flows[len(flows)-1]) <= 0 {
		return ErrNoTime
	}
	for i := range flows {
		if when(&flows[i]) <= 0 {
			price -= flows[i].Interest + flows[i].Principal
		}
	}
	if price <= 0 {
		return ErrNoSignChange
	}
	return nil
}

// rising is where a function that rises, with its slope, passes 0 between lo and hi: bisection, hurried along by the
// tangent wherever that stays inside the bracket. A zero at an end is none.
func rising(lo, hi, x float64, f func(float64) (value, slope float64)) (float64, error) {
	const enough = 1e-15 // of a logarithm or a rate: what the sum of the flows is rounded by
	bottom, top := lo, hi
	for range 500 {
		value, slope := f(x)
		if value < 0 {
			lo = x
		} else {
			hi = x
		}
		next := x - value/slope
		if !(next > lo && next < hi) { // also where both overflow
			next = lo + (hi-lo)/2
		}
		if math.Abs(next-x) <= enough*(1+math.Abs(x)) || next <= lo || next >= hi {
			break
		}
		x = next
	}
	if lo == bottom || hi == top {
		if near := enough * (top - bottom); x-bottom <= near || top-x <= near {
			return 0, ErrNoSignChange
		}
	}
	return x, nil
}

// WAL is the weighted average life in years: Σ principal × months / 12 over the principal that it is the life of, what
// was paid or what was lent.
func WAL(flows []Flow, of unit.USD) (years float64, err error) {
	if of <= 0 {
		return 0, ErrNothingPaid
	}
	sum := 0.0
	for _, f := range flows {
		sum += float64(float64(f.Principal) * f.Months)
	}
	return sum / 12 / float64(of), nil
}
