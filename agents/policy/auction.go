package policy

import (
	"math"

	"firesale/market/unit"
)

// Auction sells to bidders off the screen. The offer falls linearly over Over, from (1 + Premium) of the mark to
// (1 − Discount) of it; buyers take Demand BTC for each unit of discount:
//
//	offer(τ) = M·(1 + a − (a+z)·τ/T),   a step's sale ≤ A·(δ(τ) − δ(τ−dt)),   δ = (a+z)·τ/T − a, not below 0
//
// so that nothing is sold above the mark, and below it A·(a+z)·dt/T BTC a step, at the step's offer. Auctions of the
// market share the same buyers, A, in proportion to what they offer. What is left at T starts a new one; what breaches
// while one runs joins it (assumed). The screen never sees these coins. Misleads where buyers themselves hedge: take
// "otc". Source: the liquidation auctions of DeFi lenders in form, every number assumed.
type Auction struct {
	Over     unit.Duration `toml:"over" range:"(0,876000]" doc:"T: time from the first offer to the last" source:"assumed"`
	Premium  unit.Ratio    `toml:"premium" range:"[0,inf)" doc:"a: the first offer is so far above the mark" source:"assumed"`
	Discount unit.Ratio    `toml:"discount" range:"(0,1)" doc:"z: the last offer is so far below the mark" source:"assumed"`
	Demand   *float64      `toml:"demand_btc" unit:"BTC per unit of discount" range:"(0,1e9]" doc:"A: what buyers take, shared by all auctions; absent = a tenth of the depth" source:"assumed"`
}

func auctionPreset() Params {
	return &Auction{Over: 6 * unit.Hour, Premium: 0.02, Discount: 0.10}
}

// demandOfDepth is A over the market's depth. assumed
const demandOfDepth = 0.1

// Open settles A: a tenth of the depth where the study does not say it.
func (p *Auction) Open(m Market) Policy {
	o := &auction{steps: m.steps(p.Over), premium: float64(p.Premium), spread: float64(p.Premium + p.Discount)}
	if o.demand = demandOfDepth * m.Depth; p.Demand != nil {
		o.demand = *p.Demand
	}
	o.Reset()
	return o
}

// Traits say that auctions share their buyers.
func (*Auction) Traits() Traits { return Traits{OneByOne: true, Weighs: true, Auctions: true} }

type auction struct {
	steps                   int
	premium, spread, demand float64
	age                     int // steps that the running auction has lasted
	last                    int // step of the last plan
}

// Reset forgets the auction that is under way.
func (p *auction) Reset() { p.age, p.last = 0, -2 }

// Offers is all that there is.
func (p *auction) Offers(s Situation) unit.BTC { return s.ToSell }

// Plan opens an auction, or goes on with it.
func (p *auction) Plan(s Situation) Plan {
	if s.View.Step != p.last+1 || p.age == p.steps {
		p.age = 0
	}
	p.last = s.View.Step
	before := p.discount()
	p.age++
	now := p.discount()
	share := 1.0
	if all := s.View.AuctionedBTC; all > 0 {
		share = math.Min(1, s.ToSell.Float()/all)
	}
	most := unit.CoinsOf(share * p.demand * (math.Max(now, 0) - math.Max(before, 0)))
	if min(most, s.Capacity) >= s.ToSell {
		p.age = p.steps // sold out: the next loan opens another
	}
	price := unit.PriceOf(s.Mark.Float() * (1 - now))
	if price == 0 { // less than half a cent: there is nothing to offer
		return Plan{}
	}
	return plan(Leg{Most: most, Price: price})
}

// discount is δ at the end of the steps so far.
func (p *auction) discount() float64 {
	return float64(p.spread*float64(p.age)/float64(p.steps)) - p.premium
}
