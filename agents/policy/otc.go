package policy

import "firesale/market/unit"

// OTC sells blocks to buyers off the screen: up to Capacity BTC a day (UTC), at Discount below the mid. The buyer sells
// the share Hedged on the screen in the same step, which moves the price as any sale does. What the day's buyers do not
// take goes another way, Then. Misleads in a crisis, when the phone is not answered: neither discount nor capacity know
// how violent the market is. Everything assumed.
type OTC struct {
	Capacity float64    `toml:"capacity_btc_day" unit:"BTC a day" range:"[0,1e9]" doc:"K: what buyers take in a day" source:"assumed"`
	Discount unit.Ratio `toml:"discount" range:"[0,1)" doc:"d: so far below the mid" source:"assumed"`
	Hedged   float64    `toml:"hedged" unit:"share" range:"[0,1]" doc:"chi: what the buyer sells on the screen at once" source:"assumed"`
	Then     string     `toml:"then" oneof:"sweep|twap|pov|auction" doc:"how the rest is sold, with that kind's presets" source:"assumed"`
}

func otcPreset() Params {
	return &OTC{Capacity: 1_000, Discount: 0.015, Hedged: 0.3, Then: "twap"}
}

// Open opens what it falls back on, too.
func (p *OTC) Open(m Market) Policy { return &otc{OTC: p, rest: named(p.Then).Open(m)} }

// Traits are those of the fallback, but that a day's buyers are shared by all loans and never there at once.
func (p *OTC) Traits() Traits {
	t := named(p.Then).Traits()
	t.Immediate, t.OneByOne, t.Weighs = false, true, true
	return t
}

type otc struct {
	*OTC
	rest Policy
	day  unit.Date
	left unit.BTC // of the day's capacity
}

// Reset forgets what the day's buyers took.
func (p *otc) Reset() {
	p.day, p.left = 0, 0
	p.rest.Reset()
}

// block is what goes off the screen in a step, so many buyers being left.
func (p *otc) block(s Situation, left unit.BTC) Leg {
	block := Leg{Most: min(left, s.ToSell, s.Capacity), Hedged: p.Hedged, Price: unit.PriceOf(s.View.Mid * (1 - float64(p.Discount)))}
	if block.Price == 0 { // less than half a cent: nobody asks for a block
		block.Most = 0
	}
	return block
}

// Offers is what the rest does with what a block leaves.
func (p *otc) Offers(s Situation) unit.BTC {
	return Offers(p.rest, s.less(p.block(s, p.buyers(s.Day)).Most))
}

// buyers is how much the day's buyers still take.
func (p *otc) buyers(day unit.Date) unit.BTC {
	if day != p.day {
		return unit.CoinsOf(p.Capacity)
	}
	return p.left
}

// Plan is a block, as far as the day's buyers take it, and what the rest plans for what is left.
func (p *otc) Plan(s Situation) Plan {
	p.day, p.left = s.Day, p.buyers(s.Day)
	block := p.block(s, p.left)
	p.left -= block.Most
	rest := p.rest.Plan(s.less(block.Most))
	if block.Most == 0 {
		return rest
	}
	return Plan{Legs: [2]Leg{block, rest.Legs[0]}, Count: 1 + rest.Count}
}
