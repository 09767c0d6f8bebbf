package record

import "firesale/market/unit"

// A Book is what traded in an order book over a run, and of a kept run what the book looked like.
type Book struct {
	Trades int
	Volume float64 // BTC
	Spread Number  // ticks, mean over the time in which there was one
	Depth  []Depth // in snapshots
	Prints []Print // if the tape is kept
	Quotes []Quote
}

// A BookStep is what a path says of a book besides.
type BookStep struct {
	Fundamental float64 // USD/BTC, f: what value traders see
	Multiplier  float64 // share of their usual size that makers quote
	Trades      int     // in the step
	Volume      float64 // BTC, in the step
}

// Depth is what rests on one side within a band of prices.
type Depth struct {
	Hours float64
	Bid   bool
	Price float64 // USD/BTC, lower edge
	Width float64 // USD/BTC
	Size  float64 // BTC
}

// A Print is a trade, a Quote the touch from a time on; a side that is empty has no size.
type (
	Print struct {
		At    unit.Duration
		Price float64 // USD/BTC
		Size  float64 // BTC
		Sold  bool    // who came sold
	}
	Quote struct {
		At               unit.Duration
		Bid, Ask         float64 // USD/BTC
		BidSize, AskSize float64 // BTC
	}
)
