// Package liquidity says how deep the market is and how wide its spread: the multiplier m on the quoted depth and the
// half spread h. Depth that shrinks when the market is violent is the second feedback loop of a cascade: sales raise
// the volatility, volatility drives the makers away, and the next sale moves the price further.
package liquidity

import "firesale/market/unit"

// State is the liquidity in force.
type State struct {
	Multiplier float64 // share of the base depth that is quoted, in (0,1]
	HalfSpread float64 // half of bid to ask, log
	Volatility float64 // σ_fast: realised volatility of the mid, of a year; 0 where the model does not watch it
}

// A Model turns what the market went through into a State. Step is called once a step, before the step's clearing,
// with what happened up to the step's start:
//
//	logReturn  of the mid over the step before, cascades included
//	flow       net modelled flow of the last hour, signed, BTC
//	jumped     whether the price jumped in the step before
//	hours      length of a step; 0 changes nothing
//
// Reset returns to the calm state, where the multiplier is 1. A model draws no random numbers and allocates nothing.
type Model interface {
	Reset() State
	Step(logReturn, flow float64, jumped bool, hours float64) State
}

// Constant is what a model says of itself if Step always returns the state of Reset: a venue need not call it.
type Constant interface{ Constant() }

// Market is what a model may know of the market it stands for, constant over a run.
type Market struct {
	StepHours    float64 // length of a step of the clock; 0 in instant mode
	Volatility   float64 // price.volatility, of a year of 365 days
	VolumeBTCDay float64 // background volume, BTC a day
}

// Params are the parameters of one kind, as a study writes them. Open is called once a worker, never in the loop. Calm
// is the same market without withdrawal, in which a feedback-off twin trades.
type Params interface {
	Open(m Market) (Model, error)
	Calm() *Fixed
}

// A Kind is a model that a study can name.
type Kind struct {
	Name, Doc string
	Preset    func() Params
}

// Kinds is every model a study can name. To add one: a file beside this one and a line here.
var Kinds = []Kind{
	{"fixed", "full depth and one spread, whatever happens", func() Params { return &Fixed{} }},
	{"withdrawing", "depth leaves fast with volatility, flow and jumps, and returns slowly", withdrawingPreset},
}

// Fixed keeps full depth and one half spread: m = 1, h = HalfSpread. It is the control experiment and the market of the
// closed forms. Misleads in a crash: one venue's bids within 1% fell to a seventh on 10 October 2025.
type Fixed struct {
	HalfSpread unit.Ratio `toml:"half_spread" range:"[0,1)" doc:"half of bid to ask, of the log price" source:"assumed"`
}

// Open cannot fail.
func (p *Fixed) Open(Market) (Model, error) {
	return fixed{State{Multiplier: 1, HalfSpread: float64(p.HalfSpread)}}, nil
}

// Calm is the model itself.
func (p *Fixed) Calm() *Fixed { return p }

type fixed struct{ state State }

func (f fixed) Constant()    {}
func (f fixed) Reset() State { return f.state }

func (f fixed) Step(_, _ float64, _ bool, _ float64) State { return f.state }
