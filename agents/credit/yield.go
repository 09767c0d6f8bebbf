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

// IRR is the yield of flows bought at a price. The search is for the discount factor of a month (a year): as no flow is
// negative, their value rises with it and there is at most one.
func IRR(price unit.USD, flows []Flow) (Yield, error) {
	factor, err := discount(price, flows, func(f *Flow) float64 { return f.Months })
	if err != nil {
		return Yield{}, err
	}
	y := Yield{Monthly: 1/factor - 1}
	y.Nominal, y.Effective = 12*y.Monthly, math.Expm1(-12*math.Log(factor))
	if factor, err = discount(price, flows, func(f *Flow) float64 { return float64(f.Days) / 365 }); err != nil {
		return Yield{}, err
	}
	y.Dated = 1/factor - 1
	return y, nil
}

// The factors between which a yield is looked for: rates from −0.999999999999 to 10¹² a period.
const leastFactor, mostFactor = 1e-12, 1e12

func discount(price unit.USD, flows []Flow, when func(*Flow) float64) (factor float64, err error) {
	total, last := 0.0, 0.0
	for i := range flows {
		total += flows[i].amount()
		last = max(last, when(&flows[i]))
	}
	switch {
	case total == 0:
		return 0, ErrNothingPaid
	case last == 0:
		return 0, ErrNoTime
	}
	worth := func(factor float64) float64 {
		sum, power, at := 0.0, 1.0, 0.0
		for i := range flows {
			t := when(&flows[i])
			power *= raise(factor, t-at)
			sum += float64(flows[i].amount() * power)
			at = t
		}
		return sum - float64(price)
	}
	if price <= 0 || !(worth(leastFactor) < 0 && worth(mostFactor) > 0) {
		return 0, ErrNoSignChange
	}
	logFactor := rising(math.Log(leastFactor), math.Log(mostFactor), func(x float64) float64 { return worth(math.Exp(x)) })
	return math.Exp(logFactor), nil
}

// raise is v^t, without a logarithm for the whole month that most distances are.
func raise(v, t float64) float64 {
	if t == 1 {
		return v
	}
	return math.Pow(v, t)
}

// rising is where a function that rises, from below 0 at lo to above 0 at hi, passes 0: bisection to the last bit.
func rising(lo, hi float64, f func(float64) float64) float64 {
	for {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			return mid
		}
		if f(mid) < 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
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
