package oracle

import (
	"fmt"
	"math"

	"firesale/agents/credit"
	"firesale/experiments/stats"
	"firesale/market/impact"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/record"
	"firesale/sim/stream"
)

// borel is the law of the size of a cascade: wake prices are a Poisson process of density n per unit of log price, every
// sale moves the log price by one unit, and starters sales begin it. Each sale then causes Poisson(n) others, and the
// total N follows the law of Borel and Tanner,
//
//	P(N = k) = k₀/k · e^{−nk}·(nk)^{k−k₀}/(k−k₀)!,   mean k₀/(1−n),   variance k₀·n/(1−n)³
//
// At n = 1 with one starter P ~ k^{−3/2}/√(2π). Sources: Borel 1942, Tanner 1961.
type borel struct {
	n        float64
	starters int
}

func (l borel) probability(k int) float64 {
	if k < l.starters {
		return 0
	}
	lgamma, _ := math.Lgamma(float64(k-l.starters) + 1)
	nk := l.n * float64(k)
	return float64(l.starters) / float64(k) * math.Exp(-nk+float64(k-l.starters)*math.Log(nk)-lgamma)
}

func (l borel) mean() float64     { return float64(l.starters) / (1 - l.n) }
func (l borel) variance() float64 { return float64(l.starters) * l.n / math.Pow(1-l.n, 3) }

// unitBTC is the depth: a sale of a coin moves the log price by 1/unitBTC, so that whole-cent wake prices do not matter.
const unitBTC = 10_000

// world draws other wake prices in every replication: a tape of loans of one coin, of which the first ones are over
// their threshold as soon as the run begins. The tape must be longer than the largest cascade.
func (l borel) world(tape int) *sim.World {
	const coins = unit.Coin
	resample := func(replication int) (*credit.Index, error) {
		luck, at := stream.Open(seed, replication, "lender.ledn", "pool"), 0.0
		pool := loansWaking(tape, fine, coins, func(i int) float64 {
			if i < l.starters {
				return 1e-8 // a cent above the start: over from the first mark
			}
			at -= luck.Exponential() / (l.n * unitBTC)
			return at
		})
		return credit.NewIndex(pool, ledn("close-out"), credit.Horizon{Start: firstDay, End: firstDay})
	}
	lender, _ := closeOut(&credit.Pool{})
	lender.Resample = resample
	return instant(fine, 0, &impact.Linear{Depth: unitBTC}, lender)
}

// cascades is what becomes of the replications: their sizes, and coins by generation.
type cascades struct {
	sizes       []float64
	generations []float64 // coins of each, totals
	counts      map[int]int
}

func (l borel) run(b *bench, replications, tape int) (cascades, error) {
	runs, err := replicate(b, l.world(tape), replications, func(r *record.Run) []unit.BTC { return r.Lenders[0].SoldByGeneration })
	if err != nil {
		return cascades{}, err
	}
	c := cascades{sizes: make([]float64, replications), counts: map[int]int{}}
	for i, generations := range runs {
		for g, sold := range generations {
			if g == len(c.generations) {
				c.generations = append(c.generations, 0)
			}
			c.generations[g] += sold.Float()
			c.sizes[i] += sold.Float()
		}
		c.counts[int(c.sizes[i])]++
	}
	return c, nil
}

// borelLaw is V3.
func borelLaw(b *bench) error {
	for _, c := range []struct {
		borel
		replications, tape int // P(N > tape) < 1e-9
	}{
		{borel{0.6, 1}, 400_000, 160},
		{borel{0.3, 1}, 100_000, 40},
		{borel{0.5, 4}, 100_000, 140},
	} {
		replications := b.replications(c.replications)
		found, err := c.run(b, replications, c.tape)
		if err != nil {
			return err
		}
		sizeRows(b, c.borel, found, replications)
		lineageRows(b, c.borel, found, replications)
		b.holds("largest cascade leaves part of the tape"+c.String(), fmt.Sprintf("< %d", c.tape), number(maxOf(found.sizes)), maxOf(found.sizes) < float64(c.tape))
	}
	return criticalRows(b)
}

func (l borel) String() string { return fmt.Sprintf(": n %g, %d to start", l.n, l.starters) }

func sizeRows(b *bench, l borel, c cascades, n int) {
	for k := l.starters; k < l.starters+5; k++ {
		b.share(fmt.Sprintf("P(N = %d)%v", k, l), l.probability(k), c.counts[k], n)
	}
	b.estimate("mean"+l.String(), l.mean(), stats.Sum(c.sizes)/float64(n), math.Sqrt(l.variance()/float64(n)))
	share := math.Max(0.05, 4*varianceError(c.sizes)) // the gate is 5%; a small sample of so long a tail cannot meet it
	b.relative("variance"+l.String(), l.variance(), stats.Variance(c.sizes), share)
}

// varianceError is the standard error of the variance of xs, as a share of it: √((m₄/m₂² − 1)/N).
func varianceError(xs []float64) float64 {
	mean, m2, m4 := stats.Sum(xs)/float64(len(xs)), 0.0, 0.0
	for _, x := range xs {
		d := (x - mean) * (x - mean)
		m2, m4 = m2+d, m4+d*d
	}
	n := float64(len(xs))
	return math.Sqrt((m4*n/(m2*m2) - 1) / n)
}

// lineageRows: a generation has n times the coins of the one before, each of whose sales has Poisson(n) followers; and
// the reproduction number from totals, 1 − first/all, is n too.
func lineageRows(b *bench, l borel, c cascades, n int) {
	for g := range min(4, len(c.generations)-1) {
		b.estimate(fmt.Sprintf("BTC(%d)/BTC(%d)%v", g+1, g, l), l.n, c.generations[g+1]/c.generations[g], math.Sqrt(l.n/c.generations[g]))
	}
	all := stats.Sum(c.generations)
	meanError := math.Sqrt(l.variance()/float64(n)) / l.mean()
	b.estimate("reproduction from totals"+l.String(), l.n, 1-c.generations[0]/all, (1-l.n)*meanError)
}

// criticalRows: at n = 1 sizes have no mean; a tape of 400 loans cuts them, which sizes up to it do not feel.
func criticalRows(b *bench) error {
	l, replications := borel{1, 1}, b.replications(20_000)
	c, err := l.run(b, replications, 400)
	if err != nil {
		return err
	}
	below, few := 0.0, 0
	for k := 1; k < 100; k++ {
		below += l.probability(k)
		few += c.counts[k]
	}
	for _, k := range []int{1, 2, 5} {
		b.share(fmt.Sprintf("P(N = %d)%v", k, l), l.probability(k), c.counts[k], replications)
	}
	b.share("P(N ≥ 100)"+l.String(), 1-below, replications-few, replications)
	b.relative("P(N ≥ 100) against 2/√(2π·99.5)"+l.String(), math.Sqrt(2/(math.Pi*99.5)), 1-below, 1e-3)
	return nil
}

func maxOf(xs []float64) (most float64) {
	for _, x := range xs {
		most = math.Max(most, x)
	}
	return most
}
