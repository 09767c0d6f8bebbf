// Package impact says what net order flow does to the log price.
//
// The log mid of the reduced-form market is f + P + D: f moves by itself, P is the displacement by sales that stays, D
// the part that fades. A model of this package owns P and D. It is told when time passes (Decay) and what was bought or
// sold (Trade), and answers with the move of the log mid and the average fill.
//
// The average fill takes the execution as a walk along the model's own curve, so that cutting an order into pieces at
// one instant changes neither the price nor the proceeds; "exponential" alone departs from that, as published engines
// do. The half spread is not charged here: it is the venue's.
package impact

// A Model turns the net flow of an instant into a move of the log mid and an average fill.
//
//	Trade   takes the net signed flow of everybody in BTC, < 0 sells; the depth multiplier in (0,1]; and the hours of
//	        the step over which a model with memory spreads the flow (0: an instant)
//	move    the change of the log mid, P and D together
//	fill    ln(average fill / mid before), half spread not included
//	must    give 0, 0 for flow 0; never a move against the sign of the flow; |fill| ≤ |move|; allocate nothing
//	may not draw random numbers, read a clock, or know who sold
//
// Decay is called once a step, before the step's flow. Displacement is P and D as they stand. Depth is 1/Λ in force for
// a small sale, in BTC per unit of log price: +Inf where sales move nothing.
type Model interface {
	Reset()
	Decay(hours float64)
	Trade(flow, multiplier, hours float64) (move, fill float64)
	Displacement() (permanent, transient float64)
	Depth(multiplier float64) float64
}

// Memoryless is what a model says of itself if its Decay does nothing: a venue need not call it on a quiet step.
type Memoryless interface{ Memoryless() }

// SeesDepth reports whether the depth multiplier matters to a model: a study that withdraws liquidity from one to which
// it does not matter deserves a warning.
func SeesDepth(m Model) bool { return m.Depth(0.5) != m.Depth(1) }

// Market is what a model may know of the market it stands for, constant over a run.
type Market struct {
	StepHours    float64 // length of a step of the clock; 0 in instant mode
	Volatility   float64 // price.volatility, of a year of 365 days
	VolumeBTCDay float64 // background volume, BTC a day
}

// Params are the parameters of one kind, as a study writes them. Open is called once a worker, never in the loop.
type Params interface {
	Open(m Market) (Model, error)
}

// A Kind is a model that a study can name.
type Kind struct {
	Name, Doc string
	Preset    func() Params
}

// Kinds is every model a study can name. To add one: a file beside this one and a line here.
var Kinds = []Kind{
	{"none", "prices do not answer to sales: the control experiment", func() Params { return &None{} }},
	{"linear", "the log price falls by sold / depth and stays there", func() Params { return &Linear{Depth: spotDepth} }},
	{"exponential", "as linear at full depth, paid at the mean of the prices before and after", func() Params { return &Exponential{Depth: spotDepth} }},
	{"squareroot", "the square root of what was lately sold, linear at the start: paced orders", squareRootPreset},
	{"propagator", "every sale fades as a power law of its age", propagatorPreset},
	{"resilient", "a share of each move stays, the rest fades at one rate", resilientPreset},
}

// spotDepth is 2,500 BTC per 1% of price, the spot market without perpetual futures. assumed
const spotDepth = 250_000
