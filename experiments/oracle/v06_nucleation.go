package oracle

import (
	"fmt"
	"math"

	"firesale/market/impact"
	"firesale/market/unit"
	"firesale/sim"
)

// nucleation is the mean field of evenly spread wake prices under square-root impact. With u the fall, κ coins per unit
// of log price, k = Y·σ_D·√(κ/V) and u₀ = X₀/κ,
//
//	u = e + k·(√(u+u₀) − √u₀)   →   w = (k + √(k² + 4(e + u₀ − k√u₀)))/2,  u = w² − u₀
//
// Without the linear start the least shock makes a finite fall k²; with it a fall appears from nothing iff k > 2√u₀. Own
// derivation.
type nucleation struct{ k, u0 float64 }

func (n nucleation) fall(e float64) float64 {
	inside := n.k*n.k + 4*(e+n.u0-n.k*math.Sqrt(n.u0))
	w := (n.k + math.Sqrt(inside)) / 2
	return w*w - n.u0
}

// A million loans of a coin over half a unit of log price.
const (
	nucleationLoans = 1_000_000
	nucleationReach = 0.5
	nucleationKappa = nucleationLoans / nucleationReach
)

// law is the impact whose k and u₀ these are, on the market of the world: Y follows from k.
func (n nucleation) law(volatility, volume float64) impact.Params {
	start := n.u0 * nucleationKappa
	root := impact.SquareRoot{Prefactor: n.k / (volatility / math.Sqrt(365) * math.Sqrt(nucleationKappa/volume)),
		LinearStart: &start, Window: unit.Day}
	if n.u0 == 0 {
		return &impact.Nucleating{SquareRoot: root}
	}
	return &root
}

// squareRoot is V6.
func squareRoot(b *bench) error {
	lender, err := closeOut(loansWaking(nucleationLoans, fine, unit.Coin, func(i int) float64 {
		return -nucleationReach * (float64(i) + 0.5) / nucleationLoans
	}))
	if err != nil {
		return err
	}
	for _, c := range []struct {
		nucleation
		e, printed float64 // 0: not printed
	}{
		{nucleation{0.2, 0}, 1e-6, 0.04},
		{nucleation{0.2, 0}, 0.01, 0.058284},
		{nucleation{0.2, 0}, 0.05, 0.118990},
		{nucleation{0.2, 1e-4}, 1e-6, 0.036},
		{nucleation{0.2, 1e-4}, 0.01, 0.054907},
		{nucleation{0.2, 1e-4}, 0.05, 0.116208},
		{nucleation{0.2, 0.0225}, 0.01, 0.022361},
		{nucleation{0.35, 0}, 0.02, 0},
		{nucleation{0.3, 0.01}, 1e-6, 0}, // just above k = 2√u₀
		{nucleation{0.1, 0.01}, 0.03, 0}, // below it
	} {
		w := instant(fine, c.e, nil, lender)
		w.Impact = c.law(float64(w.Common.Volatility), w.Volume)
		x, err := fall(w)
		if err != nil {
			return err
		}
		at := fmt.Sprintf(": k %g, u0 %g, e %g", c.k, c.u0, c.e)
		if c.printed > 0 {
			b.within("formula"+at, c.printed, c.fall(c.e), 5e-6) // 0⁺ is 1e-6 here, which moves u by twice that
		}
		b.within("u"+at, c.fall(c.e), -x, 2e-5)
	}
	return nucleates(b, lender)
}

// nucleates: at a tiny shock a finite fall appears iff k > 2√u₀.
func nucleates(b *bench, lender sim.Copies) error {
	const u0, e = 0.01, 2e-6
	found, err := firstWhere(0.1, 0.4, func(k float64) (bool, error) {
		w := instant(fine, e, nil, lender)
		w.Impact = nucleation{k, u0}.law(float64(w.Common.Volatility), w.Volume)
		x, err := fall(w)
		return x < -100*e, err
	})
	if err != nil {
		return err
	}
	b.relative("k from which nothing becomes a fall: u0 0.01", 2*math.Sqrt(u0), found, 0.01) // the shock is not quite nothing
	return nil
}
