package oracle

import (
	"fmt"
	"math"

	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/unit"
)

// almgrenChriss is a sale of X shares over T days in N equal steps of τ, with volatility σ ($/√d), permanent impact γ,
// temporary impact η, fixed cost ε and risk aversion λ:
//
//	η̃ = η − γτ/2,   cosh(κτ) = 1 + λσ²τ²/(2η̃),   n_j = 2·sinh(κτ/2)/sinh(κT)·cosh(κ(T − (j−½)τ))·X
//	E = ½γX² + εX + (η̃/τ)·Σn²,   sd = σ·√(τ·Σ x_j²), x_j left after j sales
//
// Source: Almgren and Chriss 2000, its example.
type almgrenChriss struct {
	shares, days               float64
	steps                      int
	sigma, gamma, eta, epsilon float64
	lambda                     float64
}

func (m almgrenChriss) tau() float64      { return m.days / float64(m.steps) }
func (m almgrenChriss) etaTilde() float64 { return m.eta - m.gamma*m.tau()/2 }

func (m almgrenChriss) kappa() float64 {
	return math.Acosh(1+m.lambda*m.sigma*m.sigma*m.tau()*m.tau()/(2*m.etaTilde())) / m.tau()
}

// best is the optimal schedule, as shares of the whole.
func (m almgrenChriss) best() []float64 {
	k, schedule := m.kappa(), make([]float64, m.steps)
	for j := range schedule {
		left := m.days - (float64(j)+0.5)*m.tau()
		schedule[j] = 2 * math.Sinh(k*m.tau()/2) / math.Sinh(k*m.days) * math.Cosh(k*left)
	}
	return schedule
}

func (m almgrenChriss) cost(schedule []float64) (mean, sd float64) {
	squares, left, risk := 0.0, 1.0, 0.0
	for _, n := range schedule {
		squares += n * n * m.shares * m.shares
		left -= n
		risk += left * left * m.shares * m.shares
	}
	mean = m.gamma*m.shares*m.shares/2 + m.epsilon*m.shares + m.etaTilde()/m.tau()*squares
	return mean, m.sigma * math.Sqrt(m.tau()*risk)
}

// executionExample is V10. The engine's counterpart is a book that recovers long before the next sale, Λ = γ + 2η̃/τ
// with the share γ/Λ permanent, and the half spread ε; in log units scaled so that the whole moves it by ofAll.
func executionExample(b *bench) error {
	paper := almgrenChriss{shares: 1e6, days: 5, steps: 5, sigma: 0.95, gamma: 2.5e-7, eta: 2.5e-6, epsilon: 0.0625, lambda: 1e-6}
	b.within("κ a day", 0.607076, paper.kappa(), 5e-7)
	for j, printed := range []float64{458_044, 252_101, 141_957, 85_756, 62_142} {
		b.within(fmt.Sprintf("sale %d", j+1), printed, paper.best()[j]*paper.shares, 1)
	}
	for _, c := range []struct {
		name     string
		schedule []float64
		mean, sd float64
	}{{"optimal", paper.best(), 911_227, 603_431}, {"flat", evenly(5), 662_500, 1_040_673}} {
		mean, sd := paper.cost(c.schedule)
		b.within("formula, E, "+c.name, c.mean, mean, 1)
		b.within("formula, sd, "+c.name, c.sd, sd, 1)
		if err := paper.engine(b, c.name, c.schedule); err != nil {
			return err
		}
	}
	other := almgrenChriss{shares: 3e5, days: 2, steps: 8, sigma: 0.6, gamma: 4e-7, eta: 1.5e-6, epsilon: 0.03, lambda: 5e-6}
	return other.engine(b, "other numbers, optimal", other.best())
}

func (m almgrenChriss) engine(b *bench, name string, schedule []float64) error {
	lambda := m.gamma + 2*m.etaTilde()/m.tau()
	dollar := ofAll / (lambda * m.shares) // log units a dollar
	book := &impact.Resilient{Depth: 1 / ofAll, Permanent: m.gamma / lambda, HalfLife: unit.Second}
	d, err := dealer(book, &liquidity.Fixed{HalfSpread: unit.Ratio(m.epsilon * dollar)}, 24*m.tau())
	if err != nil {
		return err
	}
	want, _ := m.cost(schedule)
	b.relative("E, "+name, want, costOf(d, schedule)*m.shares/dollar, 1e-6)
	return nil
}
