package experiments

import (
	"math"
	"math/rand/v2"
	"slices"

	"firesale/experiments/stats"
	"firesale/sim/record"
	"firesale/sim/stream"
)

// A blame is one number of an attribution: what a cause has to do with what somebody loses.
type blame struct {
	measure, cause, on, item string
	value                    float64
	spread                   float64 // standard error of drawn orders; NaN where nothing was drawn
}

// Measures of attribution.
const (
	leaveOneOut   = "leave-one-out" // of others: with everybody - without the cause
	perDollar     = "per-dollar"    // of all others' losses, per dollar that the cause has lent
	vulnerability = "vulnerability" // of the lender itself: with everybody - alone
	shapley       = "shapley"       // of all losses together
	channel       = "channel"       // of the lender itself
	triggerShare  = "trigger-share" // n_i/Σn, where the system's trigger density is highest
)

// Causes other than a lender, and names for several who bear a loss together.
const (
	noCause    = "none"
	allOthers  = "others"
	allLenders = "system"
	theMarket  = "market"
)

// An attributor divides the losses of one replication after the other.
type attributor struct {
	study *Study
	*company
	shares []blame
}

// ask runs a replication again in other company, and divides what was lost in it.
func (a *attributor) ask(replication int, whole *record.Run) ([]blame, error) {
	a.begin(replication, whole)
	a.shares = a.shares[:0]
	for _, name := range a.study.players {
		if err := a.leaveOut(name); err != nil {
			return nil, err
		}
	}
	a.add(lossOf, allLenders, allLenders, lenderLoss, a.known[0].outcome.lost(a.everybody()))
	if a.study.Spec.Attribution.Contribution == shapley {
		if err := a.joinAll(); err != nil {
			return nil, err
		}
	}
	if a.study.Spec.Attribution.Channels {
		if err := a.channel(); err != nil {
			return nil, err
		}
	}
	return a.shares, nil
}

func (a *attributor) add(measure, cause, on, item string, value float64) {
	a.shares = append(a.shares, blame{measure, cause, on, item, value, math.NaN()})
}

// leaveOut says what the others lose by a lender, and the lender by the others.
func (a *attributor) leaveOut(name string) error {
	i := slices.Index(a.names, name)
	all := a.known[0].outcome
	without, err := a.with(a.everybody() &^ (1 << i))
	if err != nil {
		return err
	}
	alone, err := a.with(1 << i)
	if err != nil {
		return err
	}
	rest := a.everybody() &^ (1 << i)
	caused := all.lost(rest) - without.lost(rest)
	a.add(leaveOneOut, name, allOthers, lenderLoss, caused)
	a.add(leaveOneOut, name, theMarket, marketFall, all.fall-without.fall)
	if lent := a.lent(name); lent > 0 {
		a.add(perDollar, name, allOthers, lenderLoss, caused/lent)
	}
	for b, to := range a.burdens {
		if to.lender == name {
			a.add(vulnerability, allOthers, name, to.item, all.losses[b]-alone.losses[b])
		} else {
			a.add(leaveOneOut, name, to.lender, to.item, all.losses[b]-without.losses[b])
		}
	}
	a.lose(name, all, alone)
	return nil
}

// lent is a lender's principal at the start, in all copies.
func (a *attributor) lent(name string) (usd float64) {
	for i := range a.whole.Lenders {
		if a.whole.Lenders[i].Name == name {
			usd += a.whole.Lenders[i].Principal.Float()
		}
	}
	return usd
}

// joinAll is Shapley's share of each lender in the losses of all, and in the fall of the price.
func (a *attributor) joinAll() (err error) {
	players := a.study.players
	background := a.everybody()
	for _, name := range players {
		background &^= 1 << slices.Index(a.names, name)
	}
	value := func(of func(outcome, uint64) float64) func(uint64) float64 {
		return func(joined uint64) float64 {
			present := background
			for k, name := range players {
				present |= joined >> k & 1 << slices.Index(a.names, name)
			}
			o, failure := a.with(present)
			if failure != nil {
				err = failure
				return 0
			}
			return of(o, present)
		}
	}
	orders := a.orders()
	for _, q := range []struct {
		on, item string
		of       func(outcome, uint64) float64
	}{
		{allLenders, lenderLoss, outcome.lost},
		{theMarket, marketFall, func(o outcome, _ uint64) float64 { return o.fall }},
	} {
		v := value(q.of)
		shares, spreads := divided(len(players), orders, v)
		for k, name := range players {
			a.shares = append(a.shares, blame{shapley, name, q.on, q.item, shares[k], spreads[k]})
		}
		a.add(shapley, noCause, q.on, q.item, v(0))
		if err != nil {
			return err
		}
	}
	return nil
}

// divided takes all orders of joining, if none are given.
func divided(n int, orders [][]int, v func(uint64) float64) (shares, spreads []float64) {
	if orders != nil {
		return stats.SampledShapley(orders, v)
	}
	spreads = make([]float64, n)
	for i := range spreads {
		spreads[i] = math.NaN()
	}
	return stats.Shapley(n, v), spreads
}

// orders draws the orders of joining that are taken forwards and backwards; none where all can be taken. Their luck is
// that of seed and replication, the same at every point.
func (a *attributor) orders() (orders [][]int) {
	n := len(a.study.players)
	if n <= mostExact {
		return nil
	}
	luck := rand.New(stream.Open(a.point.World.Seed, a.replication, attributionTable, "orders"))
	for range (a.study.Spec.Attribution.Permutations + 1) / 2 {
		orders = append(orders, luck.Perm(n))
	}
	return orders
}

// channel divides each lender's losses among the channels, and adds up those of the lenders asked about.
func (a *attributor) channel() error {
	causes := append(slices.Clone(channels), noCause)
	together := make([]float64, len(causes))
	for _, name := range a.study.players {
		shares, err := a.divide(name)
		if err != nil {
			return err
		}
		for b, to := range a.burdens {
			if to.lender != name {
				continue
			}
			for k, cause := range causes {
				a.add(channel, cause, name, to.item, shares[b][k])
				if to.item == lenderLoss {
					together[k] += shares[b][k]
				}
			}
		}
	}
	for k, cause := range causes {
		a.add(channel, cause, allLenders, lenderLoss, together[k])
	}
	return nil
}
