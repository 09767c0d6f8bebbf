package borrower

import (
	"math"
	"testing"

	"firesale/agents/credit"
	"firesale/market/random"
	"firesale/market/unit"
)

var loan = credit.OpenLoan{Principal: 70_000 * unit.Dollar, Coins: unit.Coin}

func callAt(fall float64) Call {
	return Call{Mark: 99_000_00, Fall: fall, Left: HazardPreset().(*Hazard).Left(fall), Debt: loan.Principal, Target: 50 * unit.Percent, Liquidation: 80 * unit.Percent, Years: 1, Volatility: 0.55}
}

// The share of calls that are answered is π₀·exp(−a_x·z⁺)·δ_c^n, within 4 standard errors of 40,000 draws.
func TestHazardAnswers(t *testing.T) {
	for _, c := range []struct {
		fall  float64
		calls int
		want  float64
	}{
		{0, 1, 0.6}, {-3, 1, 0.6}, {2, 1, 0.6 * math.Exp(-0.5)}, {0, 3, 0.6 * 0.64}, {2, 2, 0.48 * math.Exp(-0.5)},
	} {
		h, luck, n := HazardPreset().Open(0.55), random.New(1, 2), 40_000
		yes := 0
		for range n {
			if luck.Uniform() < h.Chance(c.calls) && h.Answers(callAt(c.fall), loan, luck.Uniform()) {
				yes++
			}
		}
		if got, se := float64(yes)/float64(n), math.Sqrt(c.want*(1-c.want)/float64(n)); math.Abs(got-c.want) > 4*se {
			t.Errorf("fall %g, call %d: %.4f answered, want %.4f ± %.4f", c.fall, c.calls, got, c.want, 4*se)
		}
	}
}

// A delay is lognormal: half are below the median, Φ(1) below median·e^sigma.
func TestDelay(t *testing.T) {
	h, luck, n := HabitsPreset(), random.New(3, 4), 40_000
	for _, c := range []struct{ hours, want float64 }{{6, 0.5}, {6 * math.E, 0.841345}, {6 / math.E, 0.158655}} {
		below := 0
		for range n {
			if h.Wait(luck).Hours() < c.hours {
				below++
			}
		}
		if got := float64(below) / float64(n); math.Abs(got-c.want) > 4*0.5/math.Sqrt(float64(n)) {
			t.Errorf("%.4f of the delays are below %.2f h, want %.4f", got, c.hours, c.want)
		}
	}
}

// Closed form at drift 0: b = 0.3, volatility 55%, one year; simulation of 4,000 paths of 2,000 steps gave .667.
func TestHit(t *testing.T) {
	for _, c := range []struct{ distance, years, want float64 }{
		{0.3, 1, 0.671447204531521}, {0, 1, 1}, {-1, 1, 1}, {0.3, 0, 0},
	} {
		if got := Hit(c.distance, 0.55, c.years); math.Abs(got-c.want) > 1e-12 { // the digits that are written here
			t.Errorf("Hit(%g, %g) = %v, want %v", c.distance, c.years, got, c.want)
		}
	}
}

// A strategic borrower pays for what it would lose, and no more: the more it loses, the rather it cures.
func TestStrategicWeighs(t *testing.T) {
	for _, c := range []struct {
		loss unit.Ratio
		cash unit.Ratio
		want bool
	}{{0.20, 0.25, true}, {0.01, 0.25, false}, {0.20, 5, false}, {0, 0, false}} {
		s := StrategicPreset().(*Strategic)
		s.SaleCost, s.CashRate = c.loss, c.cash
		if will := s.Answers(callAt(0), loan, 0.5); will != c.want {
			t.Errorf("loss %v, cash at %v: cures %v, want %v", c.loss, c.cash, will, c.want)
		}
	}
}
