package oracle

import (
	"fmt"
	"math"

	"firesale/experiments/stats"
	"firesale/market/book"
	"firesale/market/flow"
	"firesale/market/random"
	"firesale/market/unit"
	"firesale/sim/stream"
)

// A zeroFlow is zero-intelligence flow alone in a book, in orders of one lot: limit orders at rate alpha a side, tick and
// hour, market orders at total rate mu, cancels at rate epsilon·mu.
type zeroFlow struct{ alpha, mu, epsilon float64 }

// spreadLaw is what the spread was found to follow in these conventions: s·α/μ = .223 + .93 ε^¾. Daniels and others 2003
// have the form; the prefactors are of a reference run of ours.
const spreadLaw = 0.93

// santaFe is V11: in zero-intelligence flow the spread s·α/μ depends on ε = δ/μ only, rises as ε^¾, and the mid diffuses
// with μ^{5/2}·δ^{1/2}·α^{−2}.
func santaFe(b *bench) error {
	events := 3_000_000
	if b.effort.Replications > 0 {
		events = max(100_000, 150*b.effort.Replications)
	}
	pairs := [][2]zeroFlow{}
	for _, epsilon := range []float64{0.01, 0.05, 0.2} {
		pairs = append(pairs, [2]zeroFlow{{40, 2000, epsilon}, {10, 1000, epsilon}})
	}
	var flows []zeroFlow
	for _, p := range pairs {
		flows = append(flows, p[0], p[1])
	}
	epsilons := []float64{0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25}
	for _, epsilon := range epsilons {
		flows = append(flows, zeroFlow{40, 2000, epsilon})
	}
	flows = append(flows, zeroFlow{20, 2000, 0.05}, zeroFlow{40, 4000, 0.025}) // half the limits; twice the markets, same cancels
	seen := make([]zeroLook, len(flows))
	err := shareOut(b.ctx, len(flows), 1, func() (func(int) error, error) {
		return func(i int) error {
			seen[i] = flows[i].look(events)
			return nil
		}, nil
	})
	if err != nil {
		return err
	}
	for i := range pairs {
		one, two := seen[2*i], seen[2*i+1]
		ratio := one.scaled / two.scaled
		allowed := max(0.05, 4*math.Hypot(one.scaledError/one.scaled, two.scaledError/two.scaled)) // the gate is 5%; a short run cannot meet it
		b.within(fmt.Sprintf("spread·α/μ, two markets of one ε: %g", pairs[i][0].epsilon), 1, ratio, allowed)
	}
	b.spreadSlope(epsilons, seen[6:14])
	b.diffusion(epsilons, seen[6:14], seen[14], seen[15])
	return nil
}

// spreadSlope compares the slope of s·α/μ on ε^¾.
func (b *bench) spreadSlope(epsilons []float64, seen []zeroLook) {
	var x, y, w []float64
	for i, epsilon := range epsilons {
		x, y = append(x, math.Pow(epsilon, 0.75)), append(y, seen[i].scaled)
		w = append(w, 1/(seen[i].scaledError*seen[i].scaledError))
	}
	equal := make([]float64, len(x))
	for i := range equal {
		equal[i] = 1
	}
	slope, precise := stats.WeightedLine(x, y, equal).Slope, stats.WeightedLine(x, y, w)
	b.within("slope of spread·α/μ on ε^¾", spreadLaw, slope, max(0.1*spreadLaw, 4*precise.SlopeError))
}

// diffusion compares the exponents of the rates in the variance of the mid at short lags.
func (b *bench) diffusion(epsilons []float64, seen []zeroLook, halfLimits, twiceMarkets zeroLook) {
	var x, y, one []float64
	for i, epsilon := range epsilons {
		x, y, one = append(x, math.Log(epsilon)), append(y, math.Log(seen[i].diffusion)), append(one, 1)
	}
	base := seen[4].diffusion // ε .05
	b.within("exponent of the cancel rate in the mid's diffusion", 0.5, stats.WeightedLine(x, y, one).Slope, 0.25)
	b.within("exponent of the limit rate", -2, math.Log2(base/halfLimits.diffusion), 0.25)
	b.within("exponent of the market rate", 2.5, math.Log2(twiceMarkets.diffusion/base), 0.25)
}

// zeroLook is what one run shows: s·α/μ with its error, and the variance of the mid's change an hour, in ticks².
type zeroLook struct{ scaled, scaledError, diffusion float64 }

// look runs so many events and reads the last four fifths. Diffusion is that of lags of a fiftieth of a market order: at
// long lags the mid is slower by a factor of order ε.
func (z zeroFlow) look(events int) zeroLook {
	window := int(8 * z.mu / z.alpha)
	p := flow.ZeroIntelligence{LimitRate: z.alpha, MarketRate: z.mu, CancelRate: z.epsilon * z.mu, Window: window, SizeBTC: 1}
	class, err := p.Open(flow.Scale{TickUSD: 1, LotBTC: 1})
	if err != nil {
		panic(err) // of constants
	}
	c := flow.New(book.New(book.Config{Window: 1 << 16}), flow.Scale{TickUSD: 1, LotBTC: 1}, class)
	c.Begin(0, 1e6, func(int) *random.Source { return stream.Open(seed, 0, "santa-fe", fmt.Sprint(z)) })
	end := unit.Duration(float64(events) / (4*z.alpha*float64(window) + z.mu) * float64(unit.Hour))
	c.Run(end/5, 0)
	pause := unit.Duration(0.02 / z.mu * float64(unit.Hour))
	var batches []float64
	squares, n, last := 0.0, 0, c.Mid()
	const parts = 20
	for part := range unit.Duration(parts) {
		sum, looks := 0.0, 0
		for at := end/5 + (end-end/5)*part/parts; at < end/5+(end-end/5)*(part+1)/parts; at += pause {
			c.Run(at, 0)
			bid, _ := c.Book().Bid()
			ask, _ := c.Book().Ask()
			sum += float64(ask - bid)
			looks++
			squares += (c.Mid() - last) * (c.Mid() - last)
			last = c.Mid()
			n++
		}
		batches = append(batches, sum/float64(looks)*z.alpha/z.mu)
	}
	return zeroLook{
		stats.Sum(batches) / parts, math.Sqrt(stats.Variance(batches) / parts),
		squares / float64(n) / pause.Hours(),
	}
}
