// Package policy says how a lender sells the coins it has to sell.
//
// A policy sees the situation of one lender as a value and answers with a plan for the step: how much, on the screen or
// off it, and at which price. It never sees a loan: the lender serves its queue within the plan, in the queue's order, to
// the satoshi.
package policy

import (
	"math"

	"firesale/market"
	"firesale/market/unit"
)

// A Policy turns a queue into the child orders of a step.
//
//	called  once a step in which something is ready to be sold, in every replication after a Reset
//	must    depend on the situation and on what it was asked before in this replication, on nothing else; allocate nothing
//	may not draw random numbers, or know another lender but through the View
type Policy interface {
	Reset()
	Plan(s Situation) Plan
}

// An Auctioneer is a policy that may hold an auction. Offers is what it puts up in a step, by the situation that its Plan will be
// asked about; it may not remember anything.
type Auctioneer interface {
	Policy
	Offers(s Situation) unit.BTC
}

// Offers is what a policy puts up for auction in a step: 0 for one that holds none.
func Offers(p Policy, s Situation) unit.BTC {
	if a, ok := p.(Auctioneer); ok {
		return a.Offers(s)
	}
	return 0
}

// A Situation is what a policy is told of its lender and of the market.
type Situation struct {
	View   market.View
	Mark   unit.Price // that loans are judged by
	Day    unit.Date
	ToSell unit.BTC // what the loans in the queue have to sell, where the policy weighs it

	Capacity unit.BTC // most that the lender sells in a step, whatever the plan; All = no limit
}

// less is the situation once a part is sold in another way.
func (s Situation) less(sold unit.BTC) Situation {
	s.ToSell -= sold
	s.Capacity -= sold
	return s
}

// A Leg is a part of a step's selling that is done in one way.
type Leg struct {
	Most   unit.BTC   // coins in all; All = no limit
	Pieces int        // > 0: each loan sells equal pieces, one a step, this many from its first
	Price  unit.Price // per BTC of a sale off the screen; 0: on it, at the price of the clearing
	Hedged float64    // share of a sale off the screen that its buyer sells on it in the same step
}

// All is the limit of a leg that has none.
const All = unit.BTC(math.MaxInt64)

// A Plan is the legs of a step, each for what the one before has left. All but the last are off the screen.
type Plan struct {
	Legs  [2]Leg
	Count int
}

func plan(l Leg) Plan { return Plan{Legs: [2]Leg{l}, Count: 1} }

// Market is what a policy may know of the market it sells on, constant over a run.
type Market struct {
	StepHours float64
	Depth     float64 // BTC per unit of log price, undisturbed
}

// steps is a duration in whole steps, at least 1.
func (m Market) steps(d unit.Duration) int {
	return int(math.Max(1, math.Round(d.Hours()/m.StepHours)))
}

// Traits are what a lender must know of its policy before it asks it for a plan.
type Traits struct {
	Immediate bool // a loan may be sold in the step of its breach
	OneByOne  bool // the plan limits the sum of all loans, which are then served one after the other
	Weighs    bool // it asks what the queue has to sell
	Auctions  bool // it shares the buyers of all auctions
	LooksBack bool // it asks for the mid of an hour ago
	Runs      bool // it may lower its own threshold; its Policy is a Runner
}

// Params are the parameters of one kind, as a study writes them. Open is called once a lender and worker, never in the
// loop.
type Params interface {
	Open(m Market) Policy
	Traits() Traits
}

// A Kind is a way of selling that a study can name.
type Kind struct {
	Name, Doc string
	Preset    func() Params
}

// Kinds is every policy a study can name. To add one: a file beside this one and a line here.
var Kinds = []Kind{
	{"sweep", "sells the whole queue at once, in the step of the breach if latency allows", func() Params { return &Sweep{} }},
	{"twap", "sells in equal slices over a time, or a fixed share of the queue a time", twapPreset},
	{"pov", "sells at most a share of the background volume", povPreset},
	{"auction", "offers the queue in a Dutch auction, off the screen", auctionPreset},
	{"otc", "sells blocks off the screen at a discount, and the rest in another way", otcPreset},
	{"preempt", "sells in another way, and earlier when others sell, depth leaves or its own deal is short of cover", preemptPreset},
	{"pause", "sells in another way, but not while the price has fallen too far within an hour", pausePreset},
}

// named is a kind that another one falls back on, with its presets: the words of the keys `then`. It cannot look into Kinds,
// whose presets lead back here. It panics on a name that no study can write.
func named(then string) Params {
	switch then {
	case "sweep":
		return &Sweep{}
	case "twap":
		return twapPreset()
	case "pov":
		return povPreset()
	case "auction":
		return auctionPreset()
	case "otc":
		return otcPreset()
	case "pause":
		return pausePreset()
	}
	panic("policy: no kind " + then)
}
