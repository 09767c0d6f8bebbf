package agents

import (
	"math"

	"firesale/market/unit"
)

// An Investor buys the notes of all deals of a market, and prices the next ones by what it sees of these:
//
//	s = s₀ + c⁺·(b₁·EL + b₃·(σ̂ − σ₀)⁺) + b₂·(losses of 90 days / notes) + b₄·1{early amortization in any deal}
//
// EL, a year, is a tenth (assumed severity) of the chance that a GBM of volatility σ̂ and drift 0 reaches within a year the
// price at which the collateral equals the notes. Losses and triggers move the spread even with fixed terms (c = 0).
// Misleads where notes are priced by their own tranche: one investor holds all of them. Source: s₀ is that of class A of
// Ledn Issuer Trust 2026-1 (published), all else is assumed.
type Investor struct {
	Spread    unit.Ratio    `toml:"spread" range:"[0,1]" doc:"funding spread of a calm market, over the benchmark" source:"published: class A of Ledn Issuer Trust 2026-1, near 335bp"`
	SpreadMax unit.Ratio    `toml:"spread_max" range:"[0,10]" doc:"spread at or above which no notes are issued: the window is shut" source:"assumed"`
	Cooling   unit.Duration `toml:"cooling" range:"(0,876000]" doc:"least time from a deal, or from an early amortization, to the next deal" source:"assumed"`
}

// Preset is an investor as of early 2026.
func (v *Investor) Preset() { *v = Investor{Spread: 0.0335, SpreadMax: 0.07, Cooling: 30 * unit.Day} }

const (
	lossSeverity    = 0.1   // of EL, once the notes are touched. assumed
	lossWeight      = 1.0   // b₁. assumed
	realisedWeight  = 5.0   // b₂. assumed
	volatilitySlope = 0.1   // b₃: 10 bp for a point of volatility. assumed
	earlyPremium    = 0.015 // b₄: 150 bp. assumed
)

// Sight is what investors see of all deals on a day.
type Sight struct {
	Notes      unit.USD // outstanding
	Spare      unit.USD // cash of the deals that pays notes
	Collateral unit.USD // value of the coins behind them
	Losses     unit.USD // of principal, in the last 90 days, of all lenders
	Early      bool     // a deal amortizes early, or is being enforced
}

// FundingSpread is s, as a ratio.
func (v *Investor) FundingSpread(c *Cycle, s Sight) float64 {
	spread := float64(v.Spread) + float64(c.Loop.procyclical()*(float64(lossWeight*s.ExpectedLoss(c.Volatility()))+float64(volatilitySlope*c.Excess())))
	if s.Notes > 0 {
		spread += realisedWeight * s.Losses.Float() / s.Notes.Float()
	}
	if s.Early {
		spread += earlyPremium
	}
	return spread
}

// ExpectedLoss is EL: the loss of a year at a volatility, as a share of the notes. Notes that cash would repay lose nothing.
func (s *Sight) ExpectedLoss(volatility float64) float64 {
	uncovered := s.Notes - s.Spare
	switch {
	case uncovered <= 0:
		return 0
	case s.Collateral <= uncovered:
		return lossSeverity
	}
	return lossSeverity * FirstPassage(uncovered.Float()/s.Collateral.Float(), volatility, 1)
}

// FirstPassage is the chance that a price without drift, a GBM, touches a share h < 1 of itself within a time T in years:
//
//	Φ((b − νT)/(σ√T)) + h^(2ν/σ²)·Φ((b + νT)/(σ√T)),  b = ln h,  ν = −σ²/2
//
// Looking at all times; looks at the ends of days only see less of it.
func FirstPassage(h, volatility, years float64) float64 {
	if volatility <= 0 {
		return 0
	}
	b, drift, sd := math.Log(h), -volatility*volatility/2*years, volatility*math.Sqrt(years)
	return normalBelow((b-drift)/sd) + normalBelow((b+drift)/sd)/h
}

// normalBelow is Φ.
func normalBelow(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }
