package price

import (
	"fmt"
	"math"

	"firesale/market/random"
	"firesale/market/unit"
)

// still is what follows a shock unless another kind is named.
const still = "constant"

// Shock is one jump of the price by a fraction s, from S to S·(1 + s), and stillness or another kind after it:
//
//	Δf = ln(1 + s) at time `at`, at the start of the step that holds it; before it the price stands still
//
// In instant mode (no time) the jump is all there is. The kind that follows has its own presets with this table's
// volatility and drift. Misleads as a forecast: it asks "what if", not "how likely".
type Shock struct {
	Shock unit.Ratio    `toml:"shock" range:"(-1,inf)" required:"true" doc:"relative jump of the price, such as -30%" source:"assumed"`
	At    unit.Duration `toml:"at" range:"[0,inf)" doc:"time of the jump from clock.start" source:"assumed"`
	Then  string        `toml:"then" oneof:"constant|gbm|merton|kou|heston|bates|hawkes|twoscale" doc:"what the price does after the jump, with that kind's presets" source:"assumed"`
}

// Open implements Params.
func (p *Shock) Open(c Common, step unit.Duration) (Process, error) {
	if !(p.Shock > -1) {
		return nil, &Fault{"shock", `a fall that leaves a price, above "-100%"`}
	}
	s := &shock{size: math.Log1p(float64(p.Shock))}
	if step <= 0 {
		return s, nil
	}
	s.wait = int(p.At / step)
	if p.Then == still {
		return s, nil
	}
	then, err := following(p.Then)
	if err == nil {
		s.then, err = then.Open(c, step)
	}
	return s, err
}

// following finds the kind that moves the price after a shock.
func following(name string) (Params, error) {
	for _, k := range Kinds {
		if k.Name == name {
			return k.Preset(), nil
		}
	}
	return nil, &Fault{"then", fmt.Sprintf("%q or a kind that needs no further keys, not %q", still, name)}
}

type shock struct {
	size float64
	wait int     // whole steps before the one that begins with the jump
	then Process // nil: still
	done int     // steps so far
	tail Block   // the part of a block that `then` fills
}

func (s *shock) Reset(open func(purpose string) *random.Source) {
	s.done = 0
	if s.then != nil {
		s.then.Reset(open)
	}
}

func (s *shock) Fill(b *Block) {
	quiet := min(max(s.wait-s.done, 0), len(b.LogReturn))
	clear(b.LogReturn[:quiet])
	clear(b.Variance[:quiet])
	b.Jumps = b.Jumps[:0]
	s.done += quiet
	if quiet == len(b.LogReturn) {
		return
	}
	if s.done == s.wait {
		b.Jumps = append(b.Jumps, Jump{Step: quiet, Size: s.size})
	}
	s.follow(b, quiet)
	if s.done == s.wait {
		b.LogReturn[quiet] += s.size
	}
	s.done += len(b.LogReturn) - quiet
}

// follow fills the block from a step on with what comes after the jump.
func (s *shock) follow(b *Block, from int) {
	s.tail.LogReturn, s.tail.Variance = b.LogReturn[from:], b.Variance[from:]
	if s.then == nil {
		clear(s.tail.LogReturn)
		clear(s.tail.Variance)
		return
	}
	s.then.Fill(&s.tail)
	for _, j := range s.tail.Jumps {
		j.Step += from
		b.Jumps = append(b.Jumps, j)
	}
}
