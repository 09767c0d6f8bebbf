package oracle

import (
	"fmt"
	"math"

	"firesale/agents/credit"
	"firesale/market/impact"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
)

// uniform is the mean field of loans whose wake prices are uniform on log displacements [−w₀−w, −w₀]. With n = K/w,
// K = ΛC, the greatest solution of x = −e − K·S̄(x) is
//
//	x = (−e + n·w₀) / (1 − n),  until everything is sold, from e = w₀ + w − n·w on: x = −e − n·w
//
// Derived; the fixed point as in Cifuentes, Ferrucci and Shin 2005.
type uniform struct{ from, width, n float64 }

func (u uniform) all() float64 { return math.Max(u.from, u.from+u.width-u.n*u.width) }

func (u uniform) fall(e float64) float64 {
	switch {
	case e >= u.all() && e > u.from:
		return -e - u.n*u.width
	case e <= u.from:
		return -e
	}
	return (-e + u.n*u.from) / (1 - u.n)
}

// pool is count loans of a coin each; the depth that makes the density n is count/(n·w).
func (u uniform) pool(count int) *credit.Pool {
	return loansWaking(count, published, unit.Coin, func(i int) float64 {
		return -u.from - u.width*(float64(i)+0.5)/float64(count)
	})
}

func (u uniform) law(count int) impact.Params {
	return &impact.Linear{Depth: float64(count) / (u.n * u.width)}
}

const meanFieldLoans = 200_000

// meanField is V4.
func meanField(b *bench) error {
	for _, n := range []float64{0.2, 0.5, 0.8, 0.95, 0.65} {
		if err := uniformCase(b, uniform{0.1, 0.3, n}, 0.15); err != nil {
			return err
		}
	}
	if err := uniformCase(b, uniform{0.05, 0.5, 0.7}, 0.12); err != nil {
		return err
	}
	return uniformCase(b, uniform{0, 0.2, 1.3}, 0.02) // more than one sale a sale: all goes at once
}

func uniformCase(b *bench, u uniform, e float64) error {
	lender, err := closeOut(u.pool(meanFieldLoans))
	if err != nil {
		return err
	}
	at := func(quantity string) string {
		return fmt.Sprintf("%s: n %g, w0 %g, w %g, e %g", quantity, u.n, u.from, u.width, e)
	}
	law := u.law(meanFieldLoans)
	run, err := once(instant(published, e, law, lender), sim.Keep{})
	if err != nil {
		return err
	}
	x, want := run.LogFinal-run.LogStart, u.fall(e)
	b.within(at("x"), want, x, 1e-4) // the gate; N loans make steps of w/N = 1.5e-6, a cent is 1e-7
	b.within(at("amplification"), want/-e, x/-e, 1e-4/e)
	sold := run.Lenders[0].Sold.Float() / meanFieldLoans
	b.within(at("share liquidated"), math.Min(math.Max((-want-u.from)/u.width, 0), 1), sold, 1e-4/u.width)
	if err := uniformClock(b, at("x by the clock"), u, e, lender); err != nil {
		return err
	}
	found, err := firstWhere(u.from, u.from+u.width, func(e float64) (bool, error) {
		run, err := once(instant(published, e, law, lender), sim.Keep{})
		return err == nil && run.Lenders[0].LiquidatedLoans == meanFieldLoans, err
	})
	if err != nil {
		return err
	}
	b.within(at("e that takes all"), u.all(), found, 1e-4)
	return nil
}

// uniformClock runs the same shock by the clock: without latency and with sweeps it must come to the same x, whatever
// the length of the steps.
func uniformClock(b *bench, quantity string, u uniform, e float64, lender sim.Copies) error {
	for _, step := range []unit.Duration{unit.Hour, unit.Second} {
		shock := &price.Shock{Shock: unit.Ratio(math.Expm1(-e)), Then: "constant"}
		x, err := fall(timed(published, shock, step, 1_000, u.law(meanFieldLoans), lender))
		if err != nil {
			return err
		}
		b.within(fmt.Sprintf("%s of %v", quantity, step), u.fall(e), x, 1e-4)
	}
	return nil
}

// firstWhere is the least x between low and high from which on something holds, by bisection to 1e-9.
func firstWhere(low, high float64, holds func(x float64) (bool, error)) (float64, error) {
	for high-low > 1e-9 {
		middle := (low + high) / 2
		yes, err := holds(middle)
		if err != nil {
			return 0, err
		}
		if yes {
			high = middle
		} else {
			low = middle
		}
	}
	return high, nil
}
