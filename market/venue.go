// Package market is where bitcoin trades: a venue moves its mid over a step, shows a View of itself, and clears the
// orders of an instant into one move of the mid and one average price a side. An oracle makes the marks that loans are
// judged by from the mids of the venue.
//
// There are two: a Dealer is an impact law and a liquidity model around an exogenous price, a Limit is an order book in
// which lenders meet background flow.
package market

import (
	"firesale/market/random"
	"firesale/market/unit"
)

// A Venue is where everybody's orders meet. A step is
//
//	Advance  f moves by the step's exogenous log return
//	Run      whatever else trades does so, up to a time inside of the step; the last time is the step's end
//	Clear    after a Run: the orders of all lenders that arrive at that instant
//
// and View and LogMid show the venue as it stands. Reset begins a replication at a log price; a venue draws from no
// other streams than those of luck. No flow, no move.
type Venue interface {
	Reset(logPrice float64, luck Luck)
	Advance(logReturn float64, jumped bool)
	Run(since unit.Duration)
	Clear(o Orders) Clearing
	LogMid() float64
	USD(logPrice float64) float64
	View() View
	Err() error
}

// Luck opens the stream of a purpose at its start.
type Luck func(purpose string) *random.Source

// View is what an agent sees of the market. It is a value: nothing in it leads back to the venue.
type View struct {
	Step           int     // the step under way, from 0
	Hours          float64 // from the clock's start to the instant of trading: the step's end, or an instant inside of it
	LogMid         float64 // ln(USD/BTC)
	Mid            float64 // USD/BTC
	HalfSpread     float64 // half of bid to ask, log
	Multiplier     float64 // share of the base depth that is quoted, in (0,1]
	Depth          float64 // BTC per unit of log price for a small sale; +Inf where sales move nothing
	VolumeBTCHour  float64 // background volume, BTC an hour: of the last hour
	StepVolumeBTC  float64 // background volume of the step before, BTC
	NetFlowHourBTC float64 // net modelled flow of the last hour, signed: < 0 sold
	Halted         bool    // nothing trades: orders wait for the reopening
	Reopens        bool    // the next clearing ends a halt: whoever waited takes part
	AuctionedBTC   float64 // what all lenders offer at auction in the step; the loop counts it, 0 where nobody sees the others
	MidHourAgo     float64 // USD/BTC, at the end of the step an hour before; the loop remembers it if anybody asks, else 0
}

// Orders is what everybody wants at one instant, in BTC. Buyers and sellers meet each other first; only the net goes to
// the market.
type Orders struct{ Sell, Buy float64 }

// Flow is the orders of a net signed flow in BTC: < 0 sells.
func Flow(q float64) Orders {
	if q < 0 {
		return Orders{Sell: -q}
	}
	return Orders{Buy: q}
}

// Net is the signed flow of orders, in BTC: < 0 sells.
func (o Orders) Net() float64 { return o.Buy - o.Sell }

// Clearing is what a venue makes of the orders of an instant. They are netted and cleared once: everybody on one side
// gets the same price, so the order of arrival cannot matter.
type Clearing struct {
	Move    float64 // change of the log mid
	LogFill float64 // ln(average fill / mid before), half spread not included
	Sell    float64 // USD per BTC that sellers get: average fill · e^{−h}
	Buy     float64 // USD per BTC that buyers pay: average fill · e^{h}
	Open    float64 // share of the sellers' coins that found nobody, all alike; 0 at a dealer's
}
