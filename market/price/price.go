// Package price is the catalogue of exogenous prices: how bitcoin moves while nobody modelled here is liquidated.
package price

import (
	"fmt"

	"firesale/market/random"
	"firesale/market/unit"
)

// A Process fills blocks of steps with log returns.
//
//	called   Reset once a replication, then Fill for one block of consecutive steps after the other
//	must     keep E[S_t] = S₀·e^{drift·t} unless the kind states the path; give n blocks of one step what one block of n has
//	must     draw a fixed number of random numbers a step from each stream; what only some steps need (jumps) has its own
//	         streams, so that a changed parameter never shifts the draws of later steps
//	may not  allocate in Fill once b.Jumps has grown, know who trades, or read a clock
type Process interface {
	Reset(open func(purpose string) *random.Source)
	Fill(b *Block)
}

// Params are the keys of one kind, a pointer to a plain struct whose tags are its schema.
type Params interface {
	// Open checks what needs the kind's and the common keys together, and makes a process for one worker. An error is a
	// *Fault. A step of 0 is instant mode, which has room for a shock only.
	Open(c Common, step unit.Duration) (Process, error)
}

// Block is a run of consecutive steps. The caller owns it, sizes LogReturn and Variance alike, and may use it again.
type Block struct {
	LogReturn []float64 // of each step, jumps included
	Variance  []float64 // yearly variance of the diffusive part in force in the step
	Jumps     []Jump    // in time order; Fill truncates and appends
	Level     []float64 // USD at each step's end where the kind states prices (a replayed path), else empty; read only
}

// Jump is a discontinuity inside a step.
type Jump struct {
	Step   int     // index in the block
	At     float64 // when, as a share of the step in [0, 1)
	Before float64 // diffusive log return from the step's start to the jump, without other jumps
	Size   float64 // log
}

// Common are the keys that all kinds share.
type Common struct {
	Start      *float64   `toml:"start" unit:"USD per BTC" range:"[0.01,1e9]" doc:"price at clock.start; absent = 87508, or what the kind itself brings" source:"derived: value over coins of Ledn Issuer Trust 2026-1 at 2025-12-31"`
	Volatility unit.Ratio `toml:"volatility" range:"[0,inf)" doc:"total volatility of a year of 365 days, jumps included" source:"published: mid-50s; measured: 41% over the 90 days to 2025-12-31"`
	Drift      unit.Ratio `toml:"drift" range:"(-inf,inf)" doc:"yearly drift of the price; the log price drifts by drift - volatility²/2" source:"assumed"`
	Date       unit.Date  `toml:"-"` // clock.start, midnight UTC: what an hour-of-week profile counts from
}

// Preset is what is not written in [price].
func Preset() Common { return Common{Volatility: 0.55} }

// Prices are stated between a cent, below which there is no mark, and a price at which all coins there will ever be are
// worth a quarter of what 64 bits of cents hold: room for a run to rise. The ranges of keys repeat them.
const (
	leastUSD = 0.01
	mostUSD  = 1_000_000_000
)

// presetStart is 356.9M / 4,078.87 within what the offering's rounded figures allow.
const presetStart = 87_508

// A Starter is a kind that may state its first price itself; `start` is then not read.
type Starter interface {
	StartUSD() (usd float64, stated bool)
}

// StartUSD is the price at clock.start under the kind p.
func (c Common) StartUSD(p Params) float64 {
	if s, ok := p.(Starter); ok {
		if usd, stated := s.StartUSD(); stated {
			return usd
		}
	}
	if c.Start != nil {
		return *c.Start
	}
	return presetStart
}

// Kind is one line of the catalogue.
type Kind struct {
	Name, Doc string
	Preset    func() Params
}

// Kinds is every price a study can name. To add one: a file beside this one and a line here.
var Kinds = []Kind{
	{"gbm", "geometric Brownian motion: the reference with a closed barrier law", func() Params { return &GBM{} }},
	{"merton", "diffusion with normal jumps", func() Params {
		return &Merton{JumpRate: 20, JumpMean: -0.015, JumpSD: 0.05}
	}},
	{"kou", "diffusion with double exponential jumps: closed first passage and overshoot", func() Params {
		return &Kou{JumpRate: 20, UpShare: 0.4, UpMean: 0.03, DownMean: 0.045}
	}},
	{"heston", "variance that reverts to its mean and moves with the price", func() Params {
		return &Heston{Reversion: 6, VolOfVol: 1.5, Correlation: -0.2}
	}},
	{"bates", "heston with normal jumps", func() Params {
		return &Bates{Reversion: 6, VolOfVol: 1.5, Correlation: -0.2, JumpRate: 12, JumpMean: -0.015, JumpSD: 0.05}
	}},
	{"hawkes", "jumps that come in clusters", func() Params {
		return &Hawkes{JumpRate: 10, Branching: 0.5, Memory: 6 * unit.Hour, UpShare: 0.4, UpMean: 0.03, DownMean: 0.045}
	}},
	{"twoscale", "volatility with a fast and a slow memory, fat tails and an hour-of-week profile", func() Params {
		return &TwoScale{FastTime: 39 * unit.Hour, FastSD: 0.45, SlowTime: 60 * unit.Day, SlowSD: 0.4, Tail: 4, Profile: true}
	}},
	{"replay", "a recorded path from a file, or a bootstrap of its blocks; a recorded crash already contains its forced sales", func() Params {
		return &Replay{Touch: touchClose, Fill: fillNone, Between: betweenBridge}
	}},
	{"scripted", "a path through given prices, log-linear between them", func() Params { return &Scripted{} }},
	{"shock", "one jump, then still or another kind: the input of instant mode", func() Params { return &Shock{Then: still} }},
}

// Fault is a value in [price] that cannot be, by its key and what is wanted instead.
type Fault struct{ Key, Want string }

func (f *Fault) Error() string { return fmt.Sprintf("price.%s: want %s", f.Key, f.Want) }

// timed refuses instant mode for a kind that needs time to move.
func timed(step unit.Duration) error {
	if step <= 0 {
		return &Fault{"kind", `"shock" where clock.mode = "instant": no time passes, and nothing else moves a price`}
	}
	return nil
}
