package liquidity

import (
	"errors"
	"math"

	"firesale/market/unit"
)

// Withdrawing takes depth away when the market is violent and brings it back slowly. Its multiplier m relaxes towards
//
//	ln m* = −VolatilitySlope·(ln σ_fast/σ₀)⁺ − FlowSlope·|flow of the last hour|/V_h − JumpDrop·1{jump lately}
//
// floored at ln Floor: ln m ← ln m + (1−e^{−θ·dt})(ln m* − ln m), θ = 1/Fall on the way down, 1/Recovery on the way up.
// The half spread is HalfSpread·m^{−SpreadExponent}. σ_fast is the realised volatility of the mid, cascades included;
// σ₀ = 1.5·price.volatility, since at 1.0 the noise of the estimate alone would keep m at .88 in 1-min steps; V_h is the
// background volume of an hour; a jump counts for 5 min or a step.
//
// Stability is about n/m: a market that is calm at rest can run through at the floor. Misleads where makers differ: one
// multiplier stands for all. Sources: Recovery from one night, 10 October 2025, when one perp venue's bids within 1% fell
// from $303M to $42M and stood at $95M two hours later; Floor from the same, repaired, feed; all else assumed.
type Withdrawing struct {
	HalfSpread      unit.Ratio    `toml:"half_spread" range:"[0,1)" doc:"h0: half of bid to ask when calm, of the log price" source:"assumed"`
	SpreadExponent  float64       `toml:"spread_exponent" unit:"1" range:"[0,inf)" doc:"b_h: the half spread goes as m^-b_h" source:"assumed"`
	Floor           float64       `toml:"floor" unit:"share" range:"(0,1]" doc:"m_min: the share of depth that never leaves" source:"derived: a fall by a factor of 6 to 10 on 10 October 2025"`
	VolatilitySlope float64       `toml:"volatility_slope" unit:"1" range:"[0,inf)" doc:"a_v: 1 is ten times the volatility, a tenth of the depth" source:"assumed"`
	FlowSlope       float64       `toml:"flow_slope" unit:"1" range:"[0,inf)" doc:"a_q: log depth lost per hourly background volume of net flow in an hour" source:"assumed"`
	JumpDrop        float64       `toml:"jump_drop" unit:"log" range:"[0,inf)" doc:"a_J: log depth lost after a jump" source:"assumed"`
	Fall            unit.Duration `toml:"fall" range:"(0,inf)" doc:"1/theta_down: time in which depth leaves" source:"assumed"`
	Recovery        unit.Duration `toml:"recovery" range:"(0,inf)" doc:"1/theta_up: time in which depth returns" source:"derived: bids within 1% on one venue, 10 October 2025"`
}

func withdrawingPreset() Params {
	return &Withdrawing{
		HalfSpread: 0.1e-4, SpreadExponent: 1, Floor: 0.1, VolatilitySlope: 1, FlowSlope: 1, JumpDrop: 0.5,
		Fall: 5 * unit.Minute, Recovery: 4 * unit.Hour,
	}
}

// Assumed constants of the law.
const (
	calmVolatility = 1.5              // σ₀ over price.volatility
	fastHalfLife   = 15 * unit.Minute // of σ_fast, at least fastSteps steps
	fastSteps      = 6
	jumpMemory     = 5 * unit.Minute // or a step
)

// Calm keeps the spread of the calm market.
func (p *Withdrawing) Calm() *Fixed { return &Fixed{HalfSpread: p.HalfSpread} }

// Open fails on a market without volatility or volume, and on parameters out of their range.
func (p *Withdrawing) Open(m Market) (Model, error) {
	switch {
	case !(m.Volatility > 0 && m.VolumeBTCDay > 0):
		return nil, errors.New("want price.volatility and market.volume_btc_day above zero")
	case !(p.Floor > 0 && p.Floor <= 1):
		return nil, errors.New("floor: want a share in (0,1]")
	case p.Fall <= 0 || p.Recovery <= 0:
		return nil, errors.New("fall, recovery: want durations above zero")
	}
	calm := calmVolatility * m.Volatility
	w := &withdrawing{
		law: *p, variance0: m.Volatility * m.Volatility, calmVariance: calm * calm,
		perHour: m.VolumeBTCDay / 24, logFloor: math.Log(p.Floor),
	}
	if m.StepHours > 0 {
		w.pace(m.StepHours)
	}
	return w, nil
}

type withdrawing struct {
	law          Withdrawing
	variance0    float64 // price.volatility², 1/yr
	calmVariance float64 // σ₀²
	perHour      float64 // V_h, BTC
	logFloor     float64

	hours      float64 // the step that the factors below stand for
	keep       float64 // weight of the past in σ_fast²
	perYear    float64 // steps in a year
	fall, rise float64 // share of the way to m* gone in a step
	jumpSteps  int

	variance  float64 // σ_fast², 1/yr
	logDepth  float64 // ln m
	jumpsLeft int     // steps for which the last jump still counts
	state     State
}

func (w *withdrawing) pace(hours float64) {
	w.hours = hours
	w.perYear = unit.Year.Hours() / hours
	w.keep = math.Exp2(-hours / math.Max(fastHalfLife.Hours(), fastSteps*hours))
	w.fall = -math.Expm1(-hours / w.law.Fall.Hours())
	w.rise = -math.Expm1(-hours / w.law.Recovery.Hours())
	w.jumpSteps = max(int(math.Round(jumpMemory.Hours()/hours)), 1)
}

func (w *withdrawing) Reset() State {
	w.variance, w.logDepth, w.jumpsLeft = w.variance0, 0, 0
	w.state = State{Multiplier: 1, HalfSpread: float64(w.law.HalfSpread), Volatility: math.Sqrt(w.variance0)}
	return w.state
}

func (w *withdrawing) Step(logReturn, flow float64, jumped bool, hours float64) State {
	if hours <= 0 {
		return w.state
	}
	if hours != w.hours {
		w.pace(hours)
	}
	realised := float64(logReturn * logReturn * w.perYear)
	w.variance = realised + float64(w.keep*(w.variance-realised))
	w.relax(w.target(flow, jumped))
	w.state.Volatility = math.Sqrt(w.variance)
	return w.state
}

// target is ln m*.
func (w *withdrawing) target(flow float64, jumped bool) float64 {
	target := -float64(w.law.FlowSlope * math.Abs(flow) / w.perHour)
	if w.variance > w.calmVariance {
		target -= float64(w.law.VolatilitySlope * math.Log(w.variance/w.calmVariance) / 2)
	}
	if jumped {
		w.jumpsLeft = w.jumpSteps
	}
	if w.jumpsLeft > 0 {
		w.jumpsLeft--
		target -= w.law.JumpDrop
	}
	return math.Max(target, w.logFloor)
}

// full is a loss of log depth that counts as none, so that a market is some day at rest.
const full = 1e-9

// relax moves ln m towards its target; a calm market at full depth costs nothing.
func (w *withdrawing) relax(target float64) {
	if target == w.logDepth {
		return
	}
	share := w.rise
	if target < w.logDepth {
		share = w.fall
	}
	w.logDepth += float64(share * (target - w.logDepth))
	if target == 0 && w.logDepth > -full {
		w.logDepth = 0
	}
	w.state.Multiplier = math.Exp(w.logDepth)
	w.state.HalfSpread = float64(w.law.HalfSpread) * math.Exp(-float64(w.law.SpreadExponent*w.logDepth))
}
