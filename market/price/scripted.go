package price

import (
	"fmt"
	"math"
	"sort"

	"firesale/market/random"
	"firesale/market/unit"
)

// Scripted is a path through given prices: the log price is linear between two knots and constant after the last, with
// noise on top if wanted,
//
//	f(t) = f_k + (f_{k+1} − f_k)·(t − t_k)/(t_{k+1} − t_k) + GBM without drift of volatility `noise`
//
// For stress tests told as a story. `start`, `volatility` and `drift` are not read: the first knot is the start, at time
// 0. Misleads where the path of a real crash is typed in and impact is on: its forced sales are then counted twice.
type Scripted struct {
	At    []unit.Duration `toml:"at" range:"[0,inf)" required:"true" doc:"times of the knots from clock.start, rising from 0s" source:"assumed"`
	USD   []float64       `toml:"usd" unit:"USD per BTC" range:"[0.01,1e9]" required:"true" doc:"prices at the knots; the first is the start" source:"assumed"`
	Noise unit.Ratio      `toml:"noise" range:"[0,inf)" doc:"yearly volatility of a Brownian motion on top of the path" source:"assumed"`
}

// Validate checks that the knots make a path.
func (p *Scripted) Validate(fault func(key, want string)) {
	switch {
	case len(p.At) == 0:
		fault("at", "at least one time")
	case len(p.At) != len(p.USD):
		fault("usd", fmt.Sprintf("as many prices as times, %d", len(p.At)))
	case p.At[0] != 0:
		fault("at", `"0s" first: the first price is the start`)
	}
	for i := 1; i < len(p.At); i++ {
		if p.At[i] <= p.At[i-1] {
			fault("at", fmt.Sprintf("times that rise: %v does not come after %v", p.At[i], p.At[i-1]))
		}
	}
}

// StartUSD is the first knot's price.
func (p *Scripted) StartUSD() (usd float64, stated bool) {
	if len(p.USD) == 0 {
		return 0, false
	}
	return p.USD[0], true
}

// Open implements Params.
func (p *Scripted) Open(_ Common, step unit.Duration) (Process, error) {
	err := timed(step)
	p.Validate(func(key, want string) { err = &Fault{key, want} })
	if err != nil {
		return nil, err
	}
	s := &scripted{noise: newDiffusion(0, float64(p.Noise)*float64(p.Noise), step), step: step, at: p.At}
	for _, usd := range p.USD {
		s.log = append(s.log, math.Log(usd))
	}
	return s, nil
}

type scripted struct {
	noise *diffusion
	step  unit.Duration
	at    []unit.Duration
	log   []float64 // at the knots
	now   unit.Duration
}

func (s *scripted) Reset(open func(purpose string) *random.Source) {
	s.noise.Reset(open)
	s.now = 0
}

func (s *scripted) Fill(b *Block) {
	s.noise.Fill(b)
	here := s.level(s.now)
	for i := range b.LogReturn {
		s.now += s.step
		next := s.level(s.now)
		b.LogReturn[i] += next - here
		here = next
	}
}

// level is the scripted log price at time t.
func (s *scripted) level(t unit.Duration) float64 {
	k := sort.Search(len(s.at), func(k int) bool { return s.at[k] > t }) // the first knot after t
	if k == len(s.at) {
		return s.log[k-1]
	}
	share := float64(t-s.at[k-1]) / float64(s.at[k]-s.at[k-1])
	return s.log[k-1] + float64(share*(s.log[k]-s.log[k-1]))
}
