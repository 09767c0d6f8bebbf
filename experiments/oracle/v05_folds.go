package oracle

import (
	"fmt"
	"math"

	"firesale/agents/credit"
	"firesale/market/impact"
	"firesale/market/unit"
	"firesale/sim"
)

// lognormal is the mean field of loans whose LTVs are lognormal: ln(LTV/.8) ~ N(m, sd²), so that the coins whose wake
// prices lie at or above displacement x are S̄(x) = 1 − Φ((x−m)/sd). With K = ΛC,
//
//	x = −e − K·S̄(x),   n(x) = K·φ((x−m)/sd)/sd
//
// has one solution up to K_c = sd·√(2π). Above it the fall jumps where n = 1 with z = √(2 ln(K/K_c)):
//
//	x_f = m + z·sd,   e_f = −x_f − K·S̄(x_f)
//
// Own derivation.
type lognormal struct{ mean, sd, k float64 }

func (l lognormal) critical() float64 { return l.sd * math.Sqrt(2*math.Pi) }

func (l lognormal) sold(x float64) float64 { return upper((x - l.mean) / l.sd) }

// gain is n(x).
func (l lognormal) gain(x float64) float64 {
	z := (x - l.mean) / l.sd
	return l.k * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) / l.sd
}

// fall is the greatest solution, by plain steps from −e, which never pass it (Knaster and Tarski).
func (l lognormal) fall(e float64) float64 {
	x := -e
	for {
		next := -e - l.k*l.sold(x)
		if x-next < 1e-15 {
			return next
		}
		x = next
	}
}

// fold is where the fall jumps, and from where.
func (l lognormal) fold() (e, x float64) {
	x = l.mean + l.sd*math.Sqrt(2*math.Log(l.k/l.critical()))
	return -x - l.k*l.sold(x), x
}

// upper is 1 − Φ(z), normal its inverse at the lower tail: Φ(normal(u)) = u.
func upper(z float64) float64  { return math.Erfc(z/math.Sqrt2) / 2 }
func normal(u float64) float64 { return -math.Sqrt2 * math.Erfcinv(2*u) }

func (l lognormal) pool(count int) *credit.Pool {
	return loansWaking(count, published, unit.Coin, func(i int) float64 {
		return l.mean + l.sd*normal((float64(i)+0.5)/float64(count))
	})
}

const foldLoans = 100_000

func (l lognormal) law() impact.Params { return &impact.Linear{Depth: foldLoans / l.k} }

// folds is V5.
func folds(b *bench) error {
	pledged := math.Log(0.5578 / threshold)
	for _, c := range []struct {
		l  lognormal
		es []float64
	}{
		{lognormal{pledged, 0.15, 0.2}, []float64{0.1, 0.2, 0.36}},
		{lognormal{pledged, 0.15, 0.35}, []float64{0.15, 0.25}}, // near the fold, and still none
		{lognormal{math.Log(0.65 / threshold), 0.1, 0.15}, []float64{0.05, 0.12}},
	} {
		lender, err := closeOut(c.l.pool(foldLoans))
		if err != nil {
			return err
		}
		for _, e := range c.es {
			if err := foldless(b, c.l, e, lender); err != nil {
				return err
			}
		}
	}
	b.within("K_c, sd .15", 0.375994, lognormal{sd: 0.15}.critical(), 5e-7) // the printed digits
	for _, l := range []lognormal{{pledged, 0.15, 0.45}, {pledged, 0.15, 0.6}, {pledged, 0.15, 1}, {math.Log(0.6 / threshold), 0.08, 0.3}} {
		if err := foldCase(b, l); err != nil {
			return err
		}
	}
	return nil
}

func foldless(b *bench, l lognormal, e float64, lender sim.Copies) error {
	run, err := once(instant(published, e, l.law(), lender), sim.Keep{})
	if err != nil {
		return err
	}
	at := fmt.Sprintf(": K %g, sd %g, m %.4f, e %g", l.k, l.sd, l.mean, e)
	x, want := run.LogFinal-run.LogStart, l.fall(e)
	b.within("x"+at, want, x, 2e-4) // the gate: the lowest of 100,000 quantiles stand for their tails
	b.within("amplification"+at, want/-e, x/-e, 2e-4/e)
	b.within("share liquidated"+at, l.sold(want), run.Lenders[0].Sold.Float()/foldLoans, 2e-4*l.gain(want)/l.k+1e-5)
	return nil
}

// foldCase finds the shock at which the engine's fall jumps, by bisection on whether it passes the fold.
func foldCase(b *bench, l lognormal) error {
	lender, err := closeOut(l.pool(foldLoans))
	if err != nil {
		return err
	}
	at := fmt.Sprintf(": K %g, sd %g, m %.4f", l.k, l.sd, l.mean)
	want, edge := l.fold()
	fallOf := func(e float64) (float64, error) { return fall(instant(published, e, l.law(), lender)) }
	found, err := firstWhere(0, -edge, func(e float64) (bool, error) {
		x, err := fallOf(e)
		return x < edge-l.sd/4, err // well below the fold: on the other branch
	})
	if err != nil {
		return err
	}
	b.within("e_f"+at, want, found, 1e-4)
	before, err := fallOf(found - 1e-4)
	if err != nil {
		return err
	}
	after, err := fallOf(found + 1e-4)
	if err != nil {
		return err
	}
	b.within("x just below e_f"+at, l.fall(want-1e-4), before, 2e-3) // there dx/de grows like the root of the distance
	b.within("x just above e_f"+at, l.fall(want+1e-4), after, 2e-3)
	return nil
}
