package main

import (
	"context"
	"runtime"

	"firesale/experiments/calibrate"
	"firesale/experiments/oracle"
)

// metaorders lets the validation suite run large sales through a book.
func metaorders(ctx context.Context, b oracle.BookMarket, starts, seeds int) (*oracle.Emergence, error) {
	p := calibrate.ShortProtocol(starts, seeds)
	m := calibrate.Market{Book: b.Book, StartUSD: b.StartUSD, Volatility: b.Volatility, Seed: b.Seed}
	i, err := calibrate.Measure(ctx, m, p, runtime.GOMAXPROCS(0), nil)
	if err != nil {
		return nil, err
	}
	e := &oracle.Emergence{Sweep: i.Sweep.Slope, FromBest: i.Sweep.BestSlope, HalfLife: i.HalfLife}
	for _, s := range i.Paced {
		e.Paced = append(e.Paced, oracle.PacedSale{Participation: s.Participation, Slope: s.Slope, Left: s.Decay})
	}
	e.SweepBySeed, e.PacedBySeed = i.BySeed()
	return e, nil
}
