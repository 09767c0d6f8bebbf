package market

import (
	"fmt"
	"math"

	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/unit"
)

// DealerConfig is what a Dealer is made of. The models become the dealer's own: a second dealer needs its own.
type DealerConfig struct {
	Impact       impact.Model
	Liquidity    liquidity.Model
	StepHours    float64 // length of a step of the clock; 0 in instant mode
	VolumeBTCDay float64 // background volume, BTC a day, even over the day

	// JumpsBySize takes for a jump whatever exceeds 5 standard deviations of a step at the volatility in force: for
	// prices that do not tell their jumps, such as a replay.
	JumpsBySize bool

	Halt *Halt // nil: trading never stops
}

// Dealer is the reduced-form venue: an impact law and a liquidity model around an exogenous log price f,
//
//	ln S = f + P + D
//
// with P and D the permanent and the transient displacement by the flow cleared here. A step is one Advance, then at
// most a few Clears. A run's feedback-off twin is a Dealer with impact "none" and calm liquidity.
type Dealer struct {
	impact    impact.Model
	liquidity liquidity.Model
	stepHours float64
	perHour   float64 // background volume, BTC an hour
	fades     bool    // the impact has a memory: Decay does something
	breathes  bool    // the liquidity changes
	still     bool    // neither: a step is one addition
	jumpSize  float64 // of a log return, in yearly volatilities, that counts as a jump; +Inf where prices tell their jumps

	exogenous    float64 // f
	displacement float64 // P + D
	state        liquidity.State
	flow         hourFlow
	guard        *guard // nil without halts
	step         int    // steps begun

	pinned   float64 // f in USD, as the path states it
	pinnedAt int     // steps begun when it is that; −1 where nothing is stated

	opening float64 // log mid at the start of the step before
	current float64 // log mid at the start of this step
	jumped  bool    // in the step before
}

// NewDealer makes a dealer. It must be Reset before its first step.
func NewDealer(c DealerConfig) *Dealer {
	_, memoryless := c.Impact.(impact.Memoryless)
	_, constant := c.Liquidity.(liquidity.Constant)
	d := &Dealer{
		impact: c.Impact, liquidity: c.Liquidity, stepHours: c.StepHours, perHour: c.VolumeBTCDay / 24,
		fades: !memoryless, breathes: !constant, still: memoryless && constant && c.Halt == nil,
		guard:    c.Halt.open(unit.Duration(math.Round(c.StepHours * float64(unit.Hour)))),
		jumpSize: math.Inf(1), flow: newHourFlow(c.StepHours),
	}
	if c.JumpsBySize {
		d.jumpSize = jumpDeviations * math.Sqrt(c.StepHours/unit.Year.Hours())
	}
	return d
}

// jumpDeviations is the size from which a return is taken for a jump, in standard deviations. assumed
const jumpDeviations = 5

// Reset begins a replication: nothing was sold, the market is calm and the log price is logPrice.
func (d *Dealer) Reset(logPrice float64, _ Luck) {
	d.impact.Reset()
	d.state = d.liquidity.Reset()
	d.flow.reset()
	d.exogenous, d.displacement, d.step, d.pinnedAt = logPrice, 0, 0, -1
	d.opening, d.current, d.jumped = logPrice, logPrice, false
	if d.guard != nil {
		d.guard.begin(logPrice)
	}
}

// Pin states f in dollars once a number of steps has begun, 0 for the start: a recorded price then shows its own bits
// wherever it is shown, which the exponential of its log would not.
func (d *Dealer) Pin(steps int, usd float64) { d.pinnedAt, d.pinned = steps, usd }

// USD is a log price in dollars: as stated, if it is that of f in this step.
func (d *Dealer) USD(logPrice float64) float64 {
	if d.pinnedAt == d.step && logPrice == d.exogenous {
		return d.pinned
	}
	return math.Exp(logPrice)
}

// Advance begins a step: f moves by logReturn, the displacement decays over the step, then depth and spread answer to
// what happened up to the step's start. Jumped says that logReturn holds a jump: liquidity learns of it a step later.
func (d *Dealer) Advance(logReturn float64, jumped bool) {
	if d.still {
		d.exogenous += logReturn
		d.step++
		return
	}
	d.advance(logReturn, jumped)
}

func (d *Dealer) advance(logReturn float64, jumped bool) {
	d.opening, d.current = d.current, d.LogMid()
	d.exogenous += logReturn
	if d.fades {
		d.impact.Decay(d.stepHours)
		d.displace()
	}
	if d.breathes && d.step > 0 {
		d.state = d.liquidity.Step(d.current-d.opening, d.flow.net(d.step), d.jumped, d.stepHours)
	}
	d.jumped = jumped || math.Abs(logReturn) > d.jumpSize*d.state.Volatility
	if d.guard != nil {
		d.guardStep()
	}
	d.step++
}

// guardStep halts and reopens. While trading stands still the mid does, whatever f does: the displacement makes up for it.
func (d *Dealer) guardStep() {
	g := d.guard
	if g.waits(d.step) {
		d.displacement = d.current - d.exogenous
		return
	}
	d.displace()
	if g.halted && d.step > g.until {
		g.begin(d.current)
	}
	if g.halted {
		return // the step of the reopening: any price
	}
	g.see(d.current)
	floor, ceiling := g.edges()
	if mid := d.LogMid(); mid < floor || mid > ceiling {
		g.stop(d.step)
		d.displacement = math.Max(floor, math.Min(mid, ceiling)) - d.exogenous
	}
}

// Run has nothing to do: a dealer's market moves once a step.
func (d *Dealer) Run(unit.Duration) {}

// Clear executes the net flow of everybody at once. With flow 0 the mid stands and both sides trade at it, half a spread
// away: buyers and sellers who cancel out meet each other.
func (d *Dealer) Clear(o Orders) Clearing {
	before, flow := d.LogMid(), o.Net()
	move, fill := d.impact.Trade(flow, d.state.Multiplier, d.stepHours)
	d.displace()
	if g := d.guard; g != nil && !g.halted { // in the step of a reopening any price will do
		if floor, ceiling := g.edges(); d.LogMid() < floor || d.LogMid() > ceiling {
			g.stop(d.step - 1)
		}
	}
	d.flow.add(d.step, flow)
	average, edge := d.USD(before+fill), math.Exp(d.state.HalfSpread)
	return Clearing{Move: move, LogFill: fill, Sell: average / edge, Buy: average * edge}
}

func (d *Dealer) displace() {
	permanent, transient := d.impact.Displacement()
	d.displacement = permanent + transient
}

// LogMid is ln S.
func (d *Dealer) LogMid() float64 { return d.exogenous + d.displacement }

// Exogenous is f, the log price without anything sold here.
func (d *Dealer) Exogenous() float64 { return d.exogenous }

// Err reports a mid that is no price any more, below a cent or not a number: a depth too small for what was sold, or an
// exogenous price that goes there by itself. The run has failed then; a loop asks when it is done.
func (d *Dealer) Err() error {
	mid, why := d.LogMid(), "the depth is too small for what was sold"
	if mid > leastLogPrice && !math.IsInf(mid, 1) {
		return nil
	}
	if !(d.exogenous > leastLogPrice) {
		why = "volatility and drift take it there without any sale"
	}
	return fmt.Errorf("dealer: step %d: the price is %g USD after a displacement of %g in log: %s", d.step-1, math.Exp(mid), d.displacement, why)
}

// leastLogPrice is ln of a cent.
var leastLogPrice = math.Log(unit.Price(1).Float())

// Depth is 1/Λ in force: BTC per unit of log price for a small sale; +Inf where sales move nothing.
func (d *Dealer) Depth() float64 { return d.impact.Depth(d.state.Multiplier) }

// Liquidity is the depth multiplier and half spread in force.
func (d *Dealer) Liquidity() liquidity.State { return d.state }

// View shows the market as it stands, with the flow of the hour up to this step's start.
func (d *Dealer) View() View {
	logMid := d.LogMid()
	return View{
		Step: d.step - 1, Hours: float64(d.step) * d.stepHours,
		LogMid: logMid, Mid: d.USD(logMid),
		HalfSpread: d.state.HalfSpread, Multiplier: d.state.Multiplier, Depth: d.Depth(),
		VolumeBTCHour: d.perHour, StepVolumeBTC: d.perHour * d.stepHours, NetFlowHourBTC: d.flow.net(d.step - 1),
		Halted: d.guard.waits(d.step - 1), Reopens: d.guard.reopens(d.step - 1),
	}
}
