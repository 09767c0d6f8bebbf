package agents

import (
	"math"

	"firesale/market/unit"
)

// A Loop is how the price of bitcoin comes back to it through new loans: demand for loans that rises
// with the price and with cheap funding, an LTV at origination that relaxes in calm markets, and bitcoin bought with what
// is lent. With Cyclicality c in [−1, 1], R the log return of the last 90 days and s the funding spread,
//
//	O = o₀·exp(c⁺·a_r·R + a_s·(s₀ − s))        USD of new loans a month, of a warehouse with room
//	λ̄ = λ₀·(σ̂/σ₀)^(−c),  L* = 1 − 1/λ̄         leverage rule and the LTV that it wants
//
// so that 1 is a lender with a value-at-risk limit, 0 one with fixed terms, −1 one who leans against the market.
// Misleads where lenders compete by more than terms. Source: Adrian and Shin 2014; Aymanns and Farmer 2015; Geanakoplos
// 2010; every number is assumed.
type Loop struct {
	Enabled     bool          `toml:"enabled" doc:"lenders make new loans, once a day, as far as their warehouse has room" source:"assumed"`
	Cyclicality float64       `toml:"cyclicality" unit:"-1 to 1" range:"[-1,1]" doc:"1: terms follow the market (value at risk); 0: fixed terms; below 0: against it" source:"assumed"`
	Origination unit.Ratio    `toml:"origination" range:"[0,inf)" doc:"new loans a month while the market is calm and the warehouse empty, as a share of the pool at the start" source:"assumed"`
	ReturnSlope float64       `toml:"return_slope" unit:"per unit of log price" range:"[0,inf)" doc:"how much more is borrowed after a rise: log demand for the log return of 90 days" source:"assumed"`
	Reinvest    unit.Ratio    `toml:"reinvest" range:"[0,1]" doc:"share of new loans that buys bitcoin in the next clearing" source:"assumed"`
	LTVLow      unit.Ratio    `toml:"ltv_low" range:"(0,1)" doc:"least LTV at origination" source:"assumed"`
	LTVHigh     unit.Ratio    `toml:"ltv_high" range:"(0,1)" doc:"highest LTV at origination" source:"assumed"`
	Relax       unit.Duration `toml:"relax" range:"[24,876000]" doc:"time in which the LTV at origination follows the leverage rule" source:"assumed"`
}

// Preset is the loop of a value-at-risk lender, switched off.
func (l *Loop) Preset() {
	*l = Loop{Cyclicality: 1, Origination: 0.1, ReturnSlope: 2, Reinvest: 0.2, LTVLow: 0.3, LTVHigh: 0.65, Relax: 30 * unit.Day}
}

// Validate refuses an empty range of LTVs.
func (l *Loop) Validate(fault func(key, want string)) {
	if l.LTVHigh <= l.LTVLow {
		fault("ltv_high", "want above ltv_low ("+ratioText(l.LTVLow)+")")
	}
}

func ratioText(r unit.Ratio) string {
	text, _ := r.MarshalText()
	return string(text)
}

const (
	restLeverage  = 2.0  // λ₀: collateral over equity of a borrower while the volatility is as usual. assumed
	fundingSlope  = 50.0 // a_s: log demand for a funding spread that is lower by 1, .5 for 100 bp. assumed
	monthsPerDay  = 12.0 / 365
	lookbackDays  = 90 // of the trailing return, and of the losses that investors remember. assumed
	halfLifeDays  = 30 // of σ̂. assumed
	daysPerYear   = 365
	maxLogDemand  = 50 // either way: above, the warehouse is full long before; below, not a cent is lent
	firstYearDays = daysPerYear
)

// procyclical is c⁺: what moves with the market, where terms do.
func (l *Loop) procyclical() float64 { return math.Max(0, l.Cyclicality) }

// Demand is O a day as a share of the pool, before the warehouse's room is asked.
func (l *Loop) Demand(logReturn, cheaper float64) float64 {
	x := float64(l.procyclical()*l.ReturnSlope*logReturn) + float64(fundingSlope*cheaper)
	return float64(l.Origination) * monthsPerDay * math.Exp(max(-maxLogDemand, min(x, maxLogDemand)))
}

// TargetLTV is L*, what the leverage rule wants at a volatility relative to the usual one, σ̂/σ₀.
func (l *Loop) TargetLTV(relative float64) float64 {
	return 1 - 1/(restLeverage*math.Pow(relative, -l.Cyclicality))
}

// Follow is L̄ a day later: it relaxes towards a target, within its limits.
func (l *Loop) Follow(ltv, target float64) float64 {
	next := ltv + (target-ltv)*float64(unit.Day)/float64(l.Relax)
	return min(max(next, float64(l.LTVLow)), float64(l.LTVHigh))
}
