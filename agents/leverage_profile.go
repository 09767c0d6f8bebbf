package agents

import "math"

// LeverageProfile is open interest that a fall liquidates in exponentially fading portions:
//
//	Sold(x) = Reach·OpenInterest·(1 − e^{−x/Scale})
//
// Reach is what gets to the modelled market, net of auto-deleveraging and of shorts who close: .06 where market.impact's
// depth is that of spot alone, as in its preset, .25 where it is spot and perpetual futures. With 1, a dip of 2% empties
// the market. Misleads where leverage is not at a high: it knows no funding rates, only how far the price has fallen.
// Source: open interest fell 18.6%, about 50,000 BTC, over a fall of 12–14% on 10 October 2025 (press).
type LeverageProfile struct {
	OpenInterest float64 `toml:"open_interest_btc" unit:"BTC" range:"[0,1e9]" doc:"OI: open interest at the high" source:"derived: open interest of 10 October 2025 (press)"`
	Scale        float64 `toml:"scale" unit:"log" range:"(0,inf)" doc:"l: fall that liquidates 63% of it" source:"derived: 18.6% of open interest over a fall of 12-14% (press)"`
	Reach        float64 `toml:"reach" unit:"share" range:"[0,1]" doc:"chi: what reaches the modelled market" source:"assumed"`
}

func perpetuals() any { return &LeverageProfile{OpenInterest: 270_000, Scale: 0.63, Reach: 0.06} }

// Sold is exact at 0.
func (p *LeverageProfile) Sold(fall float64) float64 {
	return p.Reach * p.OpenInterest * -math.Expm1(-fall/p.Scale)
}

// Daily is false: positions remember a high for a week.
func (*LeverageProfile) Daily() bool { return false }
