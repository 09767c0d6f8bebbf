package sim

import (
	"errors"
	"fmt"
	"math"

	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim/record"
)

// A Runner runs replications of a world one after the other. Every worker has its own; nothing in a result depends on
// which replications a runner ran before.
type Runner struct {
	world   *World
	process price.Process
	bridge  *price.Bridge
	block   price.Block
	main    *side
	twin    *side   // nil without
	sides   []*side // in the order of a step: the twin goes first, so that it is known what it has liquidated by then
	aimed   aimed
	holds   int // the replication whose resampled loans the lenders hold
}

// blockSteps is how many steps of the exogenous price are drawn at once: long enough to spread the cost of the call,
// short enough to stay in cache.
const blockSteps = 256

// NewRunner opens a world for one worker.
func NewRunner(w *World) (*Runner, error) {
	process, err := w.Price.Open(w.Common, w.Clock.Step)
	if err != nil {
		return nil, err
	}
	size := max(1, min(blockSteps, w.Steps))
	r := &Runner{world: w, process: process, bridge: price.NewBridge(w.Clock.Step), holds: -1, block: price.Block{
		LogReturn: make([]float64, size), Variance: make([]float64, size)}}
	if err := r.aim(); err != nil {
		return nil, err
	}
	if r.main, err = newSide(w, true); err != nil {
		return nil, err
	}
	if w.Twin {
		if r.twin, err = newSide(w, false); err != nil {
			return nil, err
		}
		r.main.twin = r.twin
		r.sides = append(r.sides, r.twin)
	}
	r.sides = append(r.sides, r.main)
	return r, nil
}

// Keep says what of a replication is recorded beside its facts.
type Keep struct {
	Path, Events bool
	Flow         func([]record.Event) // gets events in batches as they happen, to read at once; nil: all are in the record
	Book         KeepBook
	Quit         func() bool // asked now and then: true ends the run at once, with ErrQuit; nil: it runs to its end
}

// ErrQuit is a run that was told to end early.
var ErrQuit = errors.New("the run was stopped")

// Run runs a replication. A broken invariant is an error that names the replication, the lender and both sides of the
// sum.
func (r *Runner) Run(replication int, keep Keep) (*record.Run, error) {
	return r.Play(replication, Scenario{}, keep)
}

// Play runs a replication of a scenario.
func (r *Runner) Play(replication int, c Scenario, keep Keep) (*record.Run, error) {
	w := r.world
	r.follow(replication)
	draws := w.draws(replication)
	r.process.Reset(draws)
	if w.Bridge {
		r.bridge.Reset(draws)
	}
	if err := r.resample(replication); err != nil {
		return nil, fmt.Errorf("seed %d, replication %d: %w", w.Seed, replication, err)
	}
	for _, s := range r.sides {
		s.play(c)
	}
	start := math.Log(w.Common.StartUSD(w.Price))
	out := &record.Run{}
	if r.twin != nil {
		r.twin.reset(start, replication, Keep{}, nil)
	}
	r.main.reset(start, replication, keep, out)
	out.LogStart = r.main.start
	play := r.timed
	if w.Instant {
		play = r.instant
	}
	if !play(keep.Quit) {
		return nil, ErrQuit
	}
	for _, s := range r.sides {
		s.rouse()
	}
	if err := r.main.finish(out); err != nil {
		return nil, fmt.Errorf("seed %d, replication %d: %w", w.Seed, replication, err)
	}
	out.Weight, out.Paths = r.weight(replication)
	if r.twin != nil {
		out.Twin = r.twin.asTwin()
	}
	return out, nil
}

// resample gives lenders that ask for it the loans of a replication, the twin the same ones.
func (r *Runner) resample(replication int) error {
	if r.holds == replication {
		return nil
	}
	r.holds = replication
	place, start := 0, unit.PriceOf(r.world.Common.StartUSD(r.world.Price))
	for _, c := range r.world.Lenders {
		if c.Count == 0 {
			continue
		}
		if c.Resample != nil {
			index, err := c.Resample(replication)
			if err != nil {
				return err
			}
			charter, err := c.Charter.On(index, start)
			if err != nil {
				return err
			}
			copy(r.main.cast[place:], openLenders(charter, c.Count, true))
			if r.twin != nil {
				copy(r.twin.cast[place:], openLenders(charter, c.Count, false))
			}
		}
		place += c.played()
	}
	return nil
}
