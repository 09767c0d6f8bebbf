package calibrate

import (
	"errors"
	"fmt"
	"math"

	"firesale/market/price"
	"firesale/market/unit"
)

// The Hawkes kind is Kou's law of a step, by maximum likelihood, with jumps that come in clusters. A step jumps if its
// return lies beyond c = 5·σ_d√dt, which a jump does with probability q. Such steps remember as the jumps do:
//
//	cov(1_t, 1_{t+ℓ}) = q²·A·((1 − e^{−κdt})/κ)²·e^{−κ(ℓ−dt)} − B     κ = (1 − n)/memory,  A = λ̄·κ·n(2 − n)/(2(1 − n)²)
//
// for ℓ > 0, least squares over lags: κ and A, and from them 1 − n = 1/√(1 + 2A/(λ̄κ)), memory = (1 − n)/κ and the rate of
// jumps that no other caused, λ₀ = λ̄(1 − n); λ̄ is the share of steps that jump, over q·dt; B as for heston. Misleads where
// a cluster is over within a step: its jumps are taken for one. Source: Hawkes 1971 for the covariance.
type hawkesMoments struct{ rate, branching, memory float64 } // λ₀ a year, n, and years

func (m hawkesMoments) list() []float64 { return []float64{m.rate, m.branching, m.memory} }

// hawkesPaths is how many paths of the estimate the errors of its clusters are from.
const hawkesPaths = 60

// jumpsFrom is the size of a return, in diffusive deviations, from which its step jumps: one in two million of the others do.
const jumpsFrom = 5

var errNoClusters = errors.New("jumps do not come in clusters that are seen: try kou")

// A jumpSize is what a step's return says of a jump in it: c, q and E[J²].
type jumpSize struct{ cut, seen, second float64 }

func hawkes(r *Returns) (*Estimate, error) {
	e, err := kou(r)
	if err != nil {
		return nil, err
	}
	size, err := sizeOf(r, e)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Name, err)
	}
	found, err := clustersOf(r, size)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Name, err)
	}
	if rate, total := found.rate/(1-found.branching), e.Key("volatility").Value; rate*size.second >= total*total {
		return nil, fmt.Errorf("%s: steps that jump stand for %.0f jumps a year, which alone would make more than the variance: want steps below %v, or try kou or twoscale", r.Name, rate, r.Step)
	}
	spread, said, err := hawkesErrors(r, e, found, size)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Name, err)
	}
	day := unit.Day.Years()
	return &Estimate{
		Kind: "hawkes", Method: "sizes: maximum likelihood of kou; clusters: moments of steps that jump; " + said,
		Keys: []Key{
			{Name: "volatility", Value: e.Key("volatility").Value, Error: spread[3], Unit: percent},
			{Name: "drift", Value: e.Key("drift").Value, Error: spread[4], Unit: percent},
			{Name: "jump_rate", Value: found.rate, Error: spread[0]},
			{Name: "branching", Value: found.branching, Error: spread[1]},
			{Name: "memory", Value: found.memory / day, Error: spread[2] / day, Unit: days},
			e.Key("up_share"), e.Key("up_mean"), e.Key("down_mean"),
		},
	}, nil
}

// sizeOf is what Kou's law says of jumps and of the rest.
func sizeOf(r *Returns, e *Estimate) (s jumpSize, err error) {
	p, up, down := e.Key("up_share").Value, e.Key("up_mean").Value, e.Key("down_mean").Value
	total := e.Key("volatility").Value
	s.second = 2 * (p*up*up + (1-p)*down*down)
	diffusive := total*total - e.Key("jump_rate").Value*s.second
	if !(diffusive > 0) {
		return s, errors.New("jumps alone make more than the variance: want longer data")
	}
	s.cut = jumpsFrom * math.Sqrt(diffusive*r.Step.Years())
	s.seen = p*math.Exp(-s.cut/up) + (1-p)*math.Exp(-s.cut/down)
	return s, nil
}

// hawkesErrors is the standard deviation of the estimates over paths drawn from one of them; their sizes are not estimated
// again.
func hawkesErrors(r *Returns, e *Estimate, m hawkesMoments, size jumpSize) ([]float64, string, error) {
	p := &price.Hawkes{
		JumpRate: m.rate, Branching: m.branching, Memory: unit.Duration(m.memory * float64(unit.Year)),
		UpShare: e.Key("up_share").Value, UpMean: unit.Ratio(e.Key("up_mean").Value), DownMean: unit.Ratio(e.Key("down_mean").Value),
	}
	common := price.Common{Volatility: unit.Ratio(e.Key("volatility").Value)}
	return spreadOf(r, p, common, hawkesPaths, func(drawn *Returns) ([]float64, error) {
		one, err := clustersOf(drawn, size)
		if err != nil {
			return nil, nil // no clusters are seen
		}
		volatility, drift := drawn.scale()
		return append(one.list(), volatility, drift), nil
	})
}

// clustersOf fits the covariance of steps that jump.
func clustersOf(r *Returns, size jumpSize) (m hawkesMoments, err error) {
	mean, _ := r.moments()
	dt, n := r.Step.Years(), float64(len(r.R))
	var at []int
	for i, x := range r.R {
		if math.Abs(x-mean) > size.cut {
			at = append(at, i)
		}
	}
	share := float64(len(at)) / n
	if len(at) < 20 {
		return m, fmt.Errorf("%d steps jump: want at least 20", len(at))
	}
	lags := min(len(r.R)/4, mostLags)
	pairs := make([]float64, lags+1) // of steps that jump, so far apart
	for i := range at {
		for k := i + 1; k < len(at) && at[k]-at[i] <= lags; k++ {
			pairs[at[k]-at[i]]++
		}
	}
	best := math.Inf(1)
	level := share / (size.seen * dt)                          // λ̄
	for fades := 0.5; fades < float64(lags)/2; fades *= 1.05 { // 1/κ in steps
		kappa := 1 / fades
		shape := func(lag float64) float64 { return math.Exp(-kappa * (lag - 1)) }
		lost := 2 / (kappa * n) * math.Exp(kappa) // mean over all pairs
		var xx, xy float64
		for lag := 1; lag <= lags; lag++ {
			x := shape(float64(lag)) - lost
			y := pairs[lag]/(n-float64(lag)) - share*share
			xx, xy = xx+x*x, xy+x*y
		}
		if xy <= 0 {
			continue
		}
		if misfit := -xy * xy / xx; misfit < best {
			best = misfit
			whole := -math.Expm1(-kappa) / kappa                   // (1 − e^{−κdt})/κ in steps
			a := xy / xx / (size.seen * size.seen * whole * whole) // A·dt²
			rest := 1 / math.Sqrt(1+2*a/(level*dt*kappa))
			m = hawkesMoments{rate: level * rest, branching: 1 - rest, memory: rest / kappa * dt}
		}
	}
	if math.IsInf(best, 0) {
		return m, errNoClusters
	}
	return m, nil
}

// mostLags is how many steps apart two jumps are looked at.
const mostLags = 2_000
