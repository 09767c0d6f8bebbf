package policy_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"firesale/agents/policy"
	"firesale/market"
	"firesale/market/unit"
)

var hourly = policy.Market{StepHours: 1, Depth: 250_000}

// satoshi in BTC: what rounding to whole ones can move an amount by.
const satoshi = 1e-8

// at is a situation in a step, with coins to sell at a mid and a mark of 50,000.
func at(step int, coins unit.BTC) policy.Situation {
	return policy.Situation{
		View:   market.View{Step: step, Mid: 50_000, MidHourAgo: 50_000, Multiplier: 1, Depth: 250_000, VolumeBTCHour: 6_250, StepVolumeBTC: 6_250},
		Mark:   50_000 * unit.Price(unit.Dollar),
		Day:    unit.Date(20_453 + step/24),
		ToSell: coins, Capacity: policy.All,
	}
}

// Every kind opens with its presets, and plans legs of which all but the last are off the screen.
func TestKinds(t *testing.T) {
	for _, k := range policy.Kinds {
		p := k.Preset().Open(hourly)
		p.Reset()
		for step := range 40 {
			s := at(step, 100*unit.Coin)
			if step >= 30 { // a price that rounds to no cent: nobody off the screen takes anything
				s.View.Mid, s.Mark = 1e-9, 0
			}
			plan := p.Plan(s)
			for i, leg := range plan.Legs[:plan.Count] {
				if leg.Most < 0 || leg.Price < 0 || i+1 < plan.Count && leg.Price == 0 {
					t.Errorf("%s: step %d plans %+v", k.Name, step, plan)
				}
			}
		}
		if k.Doc == "" {
			t.Errorf("%s is not documented", k.Name)
		}
	}
}

// A participation is the share of the volume of the step before, to the satoshi.
func TestPOV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		share, volume := rapid.Float64Range(0.001, 1).Draw(t, "share"), rapid.Float64Range(0.01, 1e5).Draw(t, "volume")
		s := at(0, unit.Coin)
		s.View.StepVolumeBTC = volume
		most := (&policy.POV{Share: unit.Ratio(share)}).Open(hourly).Plan(s).Legs[0].Most
		if math.Abs(most.Float()-share*volume) > 1e-8 { // a satoshi
			t.Fatalf("%v of %v BTC is %v", share, volume, most)
		}
	})
}

// The exponential profile leaves e^{−κt} of a queue, as long as that is more than a lot.
func TestExponentialProfile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := rapid.Float64Range(0.01, 3).Draw(t, "rate an hour")
		p := (&policy.TWAP{Profile: "exponential", Rate: 8_760 * rate}).Open(policy.Market{StepHours: 0.25})
		queue := unit.BTC(1e12)
		for step := range 40 {
			most := p.Plan(at(step, queue)).Legs[0].Most
			if want := float64(queue) * -math.Expm1(-rate/4); want > float64(policy.Lot) && math.Abs(float64(most)-want) > 1 { // a satoshi of rounding
				t.Fatalf("of %s a step sells %s, want %.0f sat", queue, most, want)
			}
			queue -= min(most, queue)
		}
	})
}

// An auction sells nothing above the mark, then A·(a+z)·dt/T a step at the offer, and starts anew at T.
func TestAuction(t *testing.T) {
	demand := 1_000.0
	p := (&policy.Auction{Over: 6 * unit.Hour, Premium: 0.02, Discount: 0.10, Demand: &demand}).Open(hourly)
	p.Reset()
	for step := range 13 {
		leg := p.Plan(at(step, 1_000*unit.Coin)).Legs[0]
		discount := 0.12*float64(step%6+1)/6 - 0.02 // at the end of the step
		most := 0.0
		if step%6 > 0 {
			most = demand * 0.12 / 6
		}
		if math.Abs(leg.Most.Float()-most) > 2*satoshi || leg.Price != unit.PriceOf(50_000*(1-discount)) {
			t.Errorf("step %d sells %s BTC at %v, want %v at a discount of %.2f", step, leg.Most, leg.Price, most, discount)
		}
	}
	s := at(20, 250*unit.Coin)
	p.Plan(s)
	s.View.Step, s.View.AuctionedBTC = 21, 1_000
	if most := p.Plan(s).Legs[0].Most; math.Abs(most.Float()-5) > 2*satoshi {
		t.Errorf("with a quarter of what is offered an auction sells %s BTC, want a quarter of 20", most)
	}
}

// A block takes what is left of the day, at its discount, and leaves the rest to the fallback.
func TestOTC(t *testing.T) {
	p := (&policy.OTC{Capacity: 30, Discount: 0.015, Hedged: 0.3, Then: "sweep"}).Open(hourly)
	p.Reset()
	for _, c := range []struct {
		step      int
		sell, otc unit.BTC
		why       string
	}{
		{3, 20 * unit.Coin, 20 * unit.Coin, "all of it"},
		{4, 20 * unit.Coin, 10 * unit.Coin, "the rest of the day's 30"},
		{5, 20 * unit.Coin, 0, "nothing is left"},
		{24, 20 * unit.Coin, 20 * unit.Coin, "a new day"},
	} {
		plan := p.Plan(at(c.step, c.sell))
		block := unit.BTC(0)
		if plan.Legs[0].Price > 0 {
			block = plan.Legs[0].Most
			if plan.Legs[0].Price != 49_250*unit.Price(unit.Dollar) || plan.Legs[0].Hedged != 0.3 {
				t.Errorf("step %d: block %+v, want 1.5%% below 50,000 and 30%% hedged", c.step, plan.Legs[0])
			}
		}
		if last := plan.Legs[plan.Count-1]; block != c.otc || last.Price != 0 || last.Most != policy.All {
			t.Errorf("step %d sells %s in a block, want %s (%s), and sweeps the rest: %+v", c.step, block, c.otc, c.why, plan)
		}
	}
}

// A block is no larger than what the lender's own capacity lets it sell, so that the rest of the day's buyers wait for it.
func TestOTCWithinCapacity(t *testing.T) {
	p := (&policy.OTC{Capacity: 30, Discount: 0.015, Then: "sweep"}).Open(hourly)
	p.Reset()
	for step, want := range []unit.BTC{12 * unit.Coin, 12 * unit.Coin, 6 * unit.Coin} {
		s := at(step, 100*unit.Coin)
		s.Capacity = 12 * unit.Coin
		if block := p.Plan(s).Legs[0].Most; block != want {
			t.Errorf("step %d sells %s in a block, want %s: 12 a step, 30 a day", step, block, want)
		}
	}
}

// An auction goes on while the lender's own capacity holds back coins that buyers would take.
func TestAuctionWithinCapacity(t *testing.T) {
	demand := 1_000.0
	p := (&policy.Auction{Over: 6 * unit.Hour, Premium: 0.02, Discount: 0.10, Demand: &demand}).Open(hourly)
	p.Reset()
	for step := range 3 {
		s := at(step, 15*unit.Coin) // buyers take 20 a step below the mark
		s.Capacity = unit.Coin
		if leg, want := p.Plan(s).Legs[0], unit.PriceOf(50_000*(1.02-0.02*float64(step+1))); leg.Price != want {
			t.Errorf("step %d offers at %v, want %v: it is not sold out", step, leg.Price, want)
		}
	}
}

func TestPause(t *testing.T) {
	p := (&policy.Pause{Then: "sweep", Band: 0.10}).Open(hourly)
	for _, c := range []struct {
		mid   float64
		count int
	}{{45_000, 1}, {44_999.99, 0}, {50_000, 1}} {
		s := at(0, unit.Coin)
		s.View.Mid = c.mid
		if got := p.Plan(s).Count; got != c.count {
			t.Errorf("at %v after 50,000 an hour ago: %d legs, want %d", c.mid, got, c.count)
		}
	}
}

func TestPreempt(t *testing.T) {
	p := (&policy.Preempt{Then: "sweep", FlowShare: 0.05, DepthBelow: 0.5, Herding: 0.25}).Open(hourly).(policy.Runner)
	for _, c := range []struct {
		flow, own, depth, m float64
		near, want          bool
		why                 string
	}{
		{-312, 0, 1, 1, false, false, "5% of 6,250 BTC an hour is 312.5"},
		{-313, 0, 1, 1, false, true, "peers sold more"},
		{-400, -100, 1, 1, false, false, "a hundred of it was its own"},
		{0, 0, 1, 0.4, false, true, "depth has left"},
		{-400, 0, math.Inf(1), 0.4, false, false, "where sales move nothing nobody is feared"},
		{0, 0, 1, 1, true, true, "its own deal is short of cover"},
	} {
		v := market.View{NetFlowHourBTC: c.flow, Depth: c.depth, Multiplier: c.m, VolumeBTCHour: 6_250}
		if p.Runs(v, c.own, c.near) != c.want {
			t.Errorf("%+v: runs %v: %s", c, !c.want, c.why)
		}
	}
	if got := p.Threshold(70*unit.Percent, 80*unit.Percent); got != 775*unit.Percent/10 {
		t.Errorf("a quarter of the way from 80%% to 70%% is %v", got)
	}
}

func ExampleAuction() {
	demand := 25_000.0
	p := (&policy.Auction{Over: 6 * unit.Hour, Premium: 0.02, Discount: 0.10, Demand: &demand}).Open(hourly)
	p.Reset()
	for step := range 3 {
		leg := p.Plan(at(step, 2_000*unit.Coin)).Legs[0]
		fmt.Printf("hour %d: up to %s BTC at %v\n", step+1, leg.Most, leg.Price)
	}
	// Output:
	// hour 1: up to 0 BTC at 50000.00
	// hour 2: up to 500 BTC at 49000.00
	// hour 3: up to 500 BTC at 48000.00
}
