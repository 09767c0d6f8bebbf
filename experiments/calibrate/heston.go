package calibrate

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"

	"firesale/market/price"
	"firesale/market/unit"
)

// The moments of the Heston kind. Its variance is gamma of shape α = 2κθ/ξ² in the long run, and its logarithm remembers
// as the Laguerre polynomials of a square-root process fade, the n-th at the rate nκ:
//
//	cov(ln|r_t|, ln|r_{t+ℓ}|) = ¼·Σ_n (n−1)!/(n·(α)_n)·e^{−nκℓ} − B     ℓ > 0, least squares over lags: κ and α
//	θ = E[r²]/dt,   ξ² = 2κθ/α
//	cov(r_t, r²_{t+ℓ}) = ρξθ·((1 − e^{−κdt})/κ)²·e^{−κ(ℓ−dt)}           ℓ > 0, least squares: ρ
//
// (α)_n is the rising factorial; B is what the covariance loses because the mean is that of the data, the average of the
// covariance over all pairs. ln|r| is used and not r², whose fourth moments no data of a few years know. Misleads where
// volatility has two memories, as bitcoin's has: one rate is found between them. Sources: Cox, Ingersoll and Ross 1985 for
// the gamma law; derived, for the rest.
type hestonMoments struct{ volatility, drift, reversion, volOfVol, correlation float64 }

func (m hestonMoments) list() []float64 {
	return []float64{m.volatility, m.drift, m.reversion, m.volOfVol, m.correlation}
}

// hestonPaths is how many paths of the estimate its errors are from.
const hestonPaths = 60

var errNoWander = errors.New("volatility does not remember: its variance is not seen to wander; try gbm, merton or kou")

// errNoReturn is of data that may end before the variance has come back once: its rate could be anything below.
var errNoReturn = errors.New("volatility remembers for longer than the data last: want more data, or try gbm, merton or kou")

func heston(r *Returns) (*Estimate, error) {
	found, err := hestonOf(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Name, err)
	}
	spread, said, err := hestonErrors(r, found)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Name, err)
	}
	if math.Abs(found.correlation) == 1 {
		said += "; the correlation is cut at its bound: read it as a sign"
	}
	return &Estimate{
		Kind: "heston", Method: "moments of ln|r|; " + said,
		Keys: []Key{
			{Name: "volatility", Value: found.volatility, Error: spread[0], Unit: percent},
			{Name: "drift", Value: found.drift, Error: spread[1], Unit: percent},
			{Name: "reversion", Value: found.reversion, Error: spread[2]},
			{Name: "vol_of_vol", Value: found.volOfVol, Error: spread[3]},
			{Name: "correlation", Value: found.correlation, Error: spread[4]},
		},
	}, nil
}

// hestonOf is the moments of a path.
func hestonOf(r *Returns) (m hestonMoments, err error) {
	m.volatility, m.drift = r.scale()
	y, err := logSizes(r)
	if err != nil {
		return m, err
	}
	reversion, shape, err := fadeOf(y, r.Step.Years())
	if err != nil {
		return m, err
	}
	theta := m.volatility * m.volatility
	m.reversion, m.volOfVol = reversion, math.Sqrt(2*reversion*theta/shape)
	m.correlation = leverageOf(r, reversion, m.volOfVol*theta)
	return m, nil
}

// fadeOf fits the autocovariance of ln|r|.
func fadeOf(y []float64, dt float64) (reversion, shape float64, err error) {
	var lags, seen []float64
	for lag := 1; lag < len(y)/4; lag = max(lag+1, lag*6/5) {
		lags, seen = append(lags, float64(lag)*dt), append(seen, autocovariance(y, lag))
	}
	first := 0.0
	for _, c := range seen[:min(10, len(seen))] {
		first += c
	}
	if first <= 0 {
		return 0, 0, errNoWander
	}
	years := float64(len(y)) * dt
	misfit := func(x []float64) (sum float64) {
		reversion, shape := math.Exp(x[0]), math.Exp(x[1])
		if math.Abs(x[0]) > 12 || math.Abs(x[1]) > 8 {
			return math.Inf(1)
		}
		terms := laguerre(shape)
		lost := meanOf(terms, reversion*years)
		for i, lag := range lags {
			gap := seen[i] - remembered(terms, reversion*lag) + lost
			sum += gap * gap
		}
		return sum
	}
	var best *optimize.Result
	for _, begin := range [][]float64{{0, 0}, {2, 0}, {4, 0}} {
		found, err := optimize.Minimize(optimize.Problem{Func: misfit}, begin, &optimize.Settings{FuncEvaluations: 600}, &optimize.NelderMead{})
		if found != nil && (err == nil || best == nil) && (best == nil || found.F < best.F) {
			best = found
		}
	}
	if best == nil || math.IsInf(best.F, 0) || math.Exp(best.X[0])*dt > 1 { // forgotten within a step
		return 0, 0, errNoWander
	}
	if math.Exp(best.X[0])*years < 1 {
		return 0, 0, errNoReturn
	}
	return math.Exp(best.X[0]), math.Exp(best.X[1]), nil
}

// slightest is a term of the series that is not worth the next.
const slightest = 1e-8

// laguerre is the weights ¼·(n−1)!/(n·(α)_n) of the rates nκ, n from 1.
func laguerre(shape float64) (terms []float64) {
	ratio := 0.25 / shape // ¼·(n−1)!/(α)_n
	for n := 1.; n <= 1<<13 && ratio/n > slightest; n++ {
		terms = append(terms, ratio/n)
		ratio *= n / (shape + n)
	}
	return terms
}

// remembered is Σ terms·e^{−nt}.
func remembered(terms []float64, t float64) (sum float64) {
	e, power := math.Exp(-t), 1.
	for _, a := range terms {
		if power *= e; a*power < slightest {
			break
		}
		sum += a * power
	}
	return sum
}

// meanOf is the mean of remembered over all pairs of times in [0, t].
func meanOf(terms []float64, t float64) (sum float64) {
	for i, a := range terms {
		x := float64(i+1) * t
		add := a * 2 / x * (1 + math.Expm1(-x)/x)
		if add < slightest {
			break
		}
		sum += add
	}
	return sum
}

// leverageOf is ρ, by how the squares that come after a return answer to it; scale is ξθ.
func leverageOf(r *Returns, reversion, scale float64) float64 {
	mean, variance := r.moments()
	dt := r.Step.Years()
	late := -math.Expm1(-reversion*dt) / reversion
	moves, squares := make([]float64, len(r.R)), make([]float64, len(r.R))
	for i, x := range r.R {
		moves[i], squares[i] = x-mean, (x-mean)*(x-mean)-variance
	}
	products := crossProducts(moves, squares)
	var above, below float64
	for lag := 1; lag < len(r.R)/4 && float64(lag)*dt*reversion < 3; lag++ {
		want := scale * late * late * math.Exp(-reversion*float64(lag-1)*dt)
		above += want * products[lag] / float64(len(r.R)-lag)
		below += want * want
	}
	return math.Max(-1, math.Min(1, above/below))
}

// hestonErrors is the standard deviation of the estimates over paths drawn from one of them.
func hestonErrors(r *Returns, m hestonMoments) (spread []float64, said string, err error) {
	p := &price.Heston{Reversion: m.reversion, VolOfVol: m.volOfVol, Correlation: m.correlation}
	common := price.Common{Volatility: unit.Ratio(m.volatility), Drift: unit.Ratio(m.drift)}
	return spreadOf(r, p, common, hestonPaths, func(drawn *Returns) ([]float64, error) {
		one, err := hestonOf(drawn)
		if errors.Is(err, errNoWander) || errors.Is(err, errNoReturn) {
			return nil, nil
		}
		return one.list(), err
	})
}
