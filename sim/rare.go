package sim

import (
	"firesale/market/price"
	"firesale/market/random"
	"firesale/sim/stream"
)

// A Rare makes rare falls of the price frequent, either by tilting its drift or by splitting its paths, and gives each run a
// weight: the mean of weight times a result estimates the mean of that result in plain runs. With Splitting, the replications
// are those of one population after the other. Both nil: plain runs.
type Rare struct {
	Tilt      *price.Tilt
	Splitting *price.Splitting
}

// aimed is the state of a runner of a rare world.
type aimed struct {
	tilted     *price.Tilted
	branching  *price.Branching
	scout      price.Process // runs the populations
	number     int           // of the population in hand
	population price.Population
}

// aim wraps the process of a runner so that it draws what its world asks for.
func (r *Runner) aim() (err error) {
	w := r.world
	switch {
	case w.Rare.Tilt != nil:
		if r.aimed.tilted, err = w.Rare.Tilt.Open(r.process, w.Clock.Step); err == nil {
			r.process = r.aimed.tilted
		}
	case w.Rare.Splitting != nil:
		r.aimed.number = -1
		if r.aimed.scout, err = w.Price.Open(w.Common, w.Clock.Step); err == nil {
			r.aimed.branching = price.NewBranching(r.process)
			r.process = r.aimed.branching
		}
	}
	return err
}

// follow sets the path of a replication: a particle of a population, which is run first if it is not in hand.
func (r *Runner) follow(replication int) {
	split := r.world.Rare.Splitting
	if split == nil {
		return
	}
	number, particle := replication/split.Particles, replication%split.Particles
	luck := r.crowd(number)
	if r.aimed.number != number {
		choice := stream.Open(r.world.Seed, number, "price", "choice")
		r.aimed.number, r.aimed.population = number, split.Run(r.aimed.scout, r.world.Steps, luck, choice)
	}
	r.aimed.branching.Follow(r.aimed.population.Descents[particle], luck)
}

// crowd opens the streams of a population: a particle draws what its replication would, a copy has a stream of its own.
func (r *Runner) crowd(population int) price.Luck {
	seed, particles := r.world.Seed, r.world.Rare.Splitting.Particles
	return func(number int, purpose string) *random.Source {
		if number < particles {
			return stream.Open(seed, population*particles+number, "price", purpose)
		}
		return stream.Of(seed, population, "price.copy", purpose).Number(number).Open()
	}
}

// weight returns the weight of a run, and how many price paths were drawn for it.
func (r *Runner) weight(replication int) (weight, paths float64) {
	switch split := r.world.Rare.Splitting; {
	case r.aimed.tilted != nil:
		return r.aimed.tilted.Weight(), 1
	case split != nil:
		p := &r.aimed.population
		return p.Weights[replication%split.Particles], float64(p.Paths) / float64(split.Particles)
	}
	return 1, 1
}
