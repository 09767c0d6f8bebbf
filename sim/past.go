package sim

import (
	"math"

	"firesale/agents"
	"firesale/market"
	"firesale/market/unit"
)

// A past is the mids at the ends of the steps of the last hour (of the last step, where that is longer), kept only if a
// lender asks for the mid of an hour ago.
type past struct{ mids []float64 }

func openPast(s *side) past {
	for _, l := range s.lenders {
		if l.LooksBack() {
			return past{make([]float64, max(1, int(math.Round(1/s.world.Clock.Step.Hours()))))}
		}
	}
	return past{}
}

func (p *past) reset(v market.Venue) {
	for i := range p.mids {
		p.mids[i] = v.View().Mid
	}
}

// see keeps the mid at the end of a step.
func (p *past) see(k int, v market.Venue) {
	if len(p.mids) > 0 {
		p.mids[k%len(p.mids)] = v.View().Mid
	}
}

// ago is the mid of an hour before a step; 0 if nobody asks.
func (p *past) ago(k int) float64 {
	if len(p.mids) == 0 {
		return 0
	}
	return p.mids[k%len(p.mids)]
}

// view is the market as lenders see it at an instant of a step, with what all auctions of the instant offer together.
// Where sales move nothing nobody sees the others.
func (s *side) view(k int, at unit.Duration) market.View {
	v := s.market.View()
	v.MidHourAgo = s.past.ago(k)
	if math.IsInf(v.Depth, 1) {
		return v
	}
	for _, l := range s.lenders {
		if l.Acts() && l.Offset == at {
			v.AuctionedBTC += l.Offers(k, v).Float() * float64(l.Copies)
		}
	}
	return v
}

// offScreen books what a lender has sold off the screen in this step, and adds what its buyers sell on it; it gives the
// least generation behind that.
func (s *side) offScreen(l *agents.Lender) int32 {
	sold, hedge, least := l.OffScreen()
	s.sold += sold * unit.BTC(l.Copies)
	if s.hears(l) {
		s.others += hedge * unit.BTC(l.Copies)
	}
	return least
}
