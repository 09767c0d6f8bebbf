package policy_test

import (
	"testing"

	"firesale/agents/policy"
	"firesale/market/unit"
)

// What is put up for auction is what an auction gets to sell: not a block before it, and nothing during a pause. Before, buyers whom
// all auctions share were kept for coins that nobody offered.
func TestOffers(t *testing.T) {
	block := &policy.OTC{Capacity: 30, Discount: 0.015, Then: "auction"}
	for _, c := range []struct {
		p              policy.Params
		mid            float64
		capacity, want unit.BTC
		why            string
	}{
		{&policy.Sweep{}, 50_000, policy.All, 0, "it holds none"},
		{policy.Kinds[3].Preset(), 50_000, policy.All, 100, "everything"},
		{block, 50_000, policy.All, 70, "what the day's buyers leave"},
		{block, 50_000, 20, 80, "what they leave, of whom the lender's capacity reaches 20"},
		{&policy.Pause{Then: "auction", Band: 0.1}, 45_000, policy.All, 100, "just within the band"},
		{&policy.Pause{Then: "auction", Band: 0.1}, 44_000, policy.All, 0, "it waits"},
		{&policy.Preempt{Then: "auction"}, 50_000, policy.All, 100, "as what it wraps"},
		{&policy.OTC{Capacity: 30, Then: "twap"}, 50_000, policy.All, 0, "the rest goes another way"},
	} {
		s := at(3, 100*unit.Coin)
		if s.View.Mid = c.mid; c.capacity != policy.All {
			s.Capacity = c.capacity * unit.Coin
		}
		p := c.p.Open(hourly)
		p.Reset()
		if got := policy.Offers(p, s); got != c.want*unit.Coin {
			t.Errorf("%+v at %v offers %s of 100 coins, want %d: %s", c.p, c.mid, got, c.want, c.why)
		}
	}
}

// An auction after a block that has used up the lender's own capacity goes on, too.
func TestAuctionAfterBlock(t *testing.T) {
	p := (&policy.OTC{Capacity: 100, Discount: 0.015, Then: "auction"}).Open(hourly)
	p.Reset()
	for step := range 4 {
		s := at(step, 8*unit.Coin)
		s.Capacity = 5 * unit.Coin
		plan := p.Plan(s)
		if leg, want := plan.Legs[1], unit.PriceOf(50_000*(1.02-0.02*float64(step+1))); plan.Count != 2 || leg.Price != want {
			t.Errorf("step %d plans %+v, want an auction at %v: it is not sold out", step, plan, want)
		}
	}
}
