package market

import (
	"math"
	"math/rand/v2"
	"testing"

	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/unit"
)

// The published theory of optimal execution, run through the dealer on a still price. Costs are in log units at a small
// size, where the log of the average fill exceeds the average log price, which the theory counts, by move²/24.

// costOf sells a schedule, one sale a step, and gives the shortfall against the first mid: Σ shares·log price given up.
func costOf(d *Dealer, schedule []float64) float64 {
	d.Reset(0, nil)
	cost := 0.0
	for i, n := range schedule {
		if i > 0 {
			d.Advance(0, false)
		}
		before := d.LogMid()
		c := d.Clear(Flow(-n))
		cost -= n * (before + c.LogFill - c.Move*c.Move/24 - d.Liquidity().HalfSpread)
	}
	return cost
}

// resilient is a book with impact 1e-4 for the whole order of 1 BTC, which is ΛX.
const impactOfAll = 1e-4

func resilient(rhoHours float64) impact.Params {
	return &impact.Resilient{Depth: 1 / impactOfAll, HalfLife: unit.Duration(math.Ln2 / rhoHours * float64(unit.Hour))}
}

func flat(trades int) []float64 {
	schedule := make([]float64, trades)
	for i := range schedule {
		schedule[i] = 1 / float64(trades)
	}
	return schedule
}

// TestObizhaevaWang is V9: transient impact with recovery ρ, one order over T; costs in units of ΛX².
func TestObizhaevaWang(t *testing.T) {
	for _, c := range []struct{ rhoT, flat float64 }{{1, 0.367879}, {10, 0.09}, {3, (2 + math.Exp(-3)) / 9}} {
		const slices = 100_000
		step := 1. / slices // T = 1 h
		d := dealerOf(t, resilient(c.rhoT), &liquidity.Fixed{}, step)
		near(t, "flat schedule", costOf(d, flat(slices))/impactOfAll, c.flat, 1e-3*c.flat) // the gate of V9
	}

	const rhoT, trades = 10., 6
	d := dealerOf(t, resilient(rhoT), &liquidity.Fixed{}, 1./(trades-1))
	a := math.Exp(-rhoT / (trades - 1))
	edge := 1 / (trades*(1-a) + 2*a)
	best := []float64{edge, edge * (1 - a), edge * (1 - a), edge * (1 - a), edge * (1 - a), edge}
	for i := range best {
		best[i] /= edge * (2 + 4*(1-a))
	}
	optimum := costOf(d, best) / impactOfAll
	near(t, "six trades at their best", optimum, 0.10399398, 1e-6*0.104)
	near(t, "six trades, closed form", optimum, (1+a)/(2*(trades*(1-a)+2*a)), 1e-7*0.104) // half-lives are whole nanoseconds

	random := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		other, sum := make([]float64, trades), 0.0
		for i := range other {
			other[i] = random.ExpFloat64()
			sum += other[i]
		}
		for i := range other {
			other[i] /= sum
		}
		if cost := costOf(d, other) / impactOfAll; cost <= optimum {
			t.Errorf("%v costs %.9f, the optimum %.9f", other, cost, optimum)
		}
	}
}

// TestAlmgrenChriss is V10, the paper's example: its permanent and temporary impact are a resilient book that recovers
// long before the next trade, and its fixed cost the half spread.
func TestAlmgrenChriss(t *testing.T) {
	const (
		X, T, N     = 1e6, 5., 5
		sigma       = 0.95
		gamma, eta  = 2.5e-7, 2.5e-6
		eps, lambda = 0.0625, 1e-6
		tau         = T / N
		etaTilde    = eta - gamma*tau/2
		Lambda      = gamma + 2*etaTilde/tau
		dollar      = impactOfAll / (Lambda * X) // log units a dollar
	)
	kappa := math.Acosh(1+lambda*sigma*sigma*tau*tau/(2*etaTilde)) / tau
	near(t, "kappa", kappa, 0.607076, 5e-7)
	var best []float64
	for j := range N {
		left := T - (float64(j)+0.5)*tau
		best = append(best, 2*math.Sinh(kappa*tau/2)/math.Sinh(kappa*T)*math.Cosh(kappa*left))
	}
	for j, want := range []float64{458_044, 252_101, 141_957, 85_756, 62_142} {
		near(t, "sale", best[j]*X, want, 1)
	}

	book := &impact.Resilient{Depth: 1 / impactOfAll, Permanent: gamma / Lambda, HalfLife: unit.Second}
	d := dealerOf(t, book, &liquidity.Fixed{HalfSpread: eps * dollar}, 24*tau)
	for _, c := range []struct {
		name     string
		schedule []float64
		printed  float64
	}{{"optimal", best, 911_227}, {"flat", flat(N), 662_500}} {
		squares := 0.0
		for _, n := range c.schedule {
			squares += n * X * n * X
		}
		want := gamma*X*X/2 + eps*X + etaTilde/tau*squares
		near(t, c.name+": the formula", want, c.printed, 1)
		near(t, c.name+": expected cost", costOf(d, c.schedule)*X/dollar, want, 1e-6*want) // the gate of V10
	}
}

// TestSellingMakesThingsWorse is V8: a sale that repays debt raises the LTV of what is left iff LTV > 1/(1+ΛC).
func TestSellingMakesThingsWorse(t *testing.T) {
	const dq, ltv = 1e-6, 0.8
	for _, c := range []float64{0.1, 0.25, 0.4} { // ΛC: less, as much, more
		d := dealerOf(t, &impact.Linear{Depth: 1 / c}, &liquidity.Fixed{}, 0)
		sold := d.Clear(Flow(-dq))
		after := (ltv - sold.Sell*dq) / ((1 - dq) * math.Exp(d.LogMid()))
		// d(LTV)/dq at a price of 1 and one coin: −1 + LTV·(1 + ΛC)
		near(t, "change of LTV a coin", (after-ltv)/dq, -1+ltv*(1+c), 1e-5) // second order in dq
	}
}
