// Package sim is how prices and agents meet: the loop of the cascade, its feedback-off twin on the same draws, and what
// is observed of them. Read loop.go first: it is the algorithm, line by line.
package sim

import (
	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/unit"
)

// A World is one point of a study: everything that its replications share, read-only.
type World struct {
	Seed    int64
	Clock   agents.Clock
	Steps   int // of the clock; 0 in instant mode
	Instant bool
	Bridge  bool // breaches between the ends of steps are found by a Brownian bridge
	Twin    bool // every replication runs a second time with feedback off
	Paired  bool // the prices of replications 2i and 2i + 1 are antithetic

	Common    price.Common
	Price     price.Params
	Volume    float64 // background, BTC a day
	Impact    impact.Params
	Liquidity liquidity.Params
	Oracle    market.Oracle
	Walk      bool // a sweep also walks the depth profile

	Book *market.BookConfig // the venue is an order book; nil: a dealer

	Halt *market.Halt // nil: trading never stops

	Recorded bool // the price is that of a file: it shows its own bits, and a jump is a step far beyond its volatility

	Loop     *agents.Loop // lenders make new loans; nil: they do not
	Investor *agents.Investor

	Lenders  []Copies
	Rare     Rare        // what makes falls frequent; of most worlds nothing
	Leverage []Leveraged // who else is leveraged on the same market
}

// hours is the time from the start to the end of a step, −1 being the start; in instant mode it stands still.
func (w *World) hours(k int) float64 { return w.Clock.End(k).Hours() }

// lastDay is the day on which a run ends.
func (w *World) lastDay() unit.Date { return w.Clock.Day(max(w.Steps, 1) - 1) }

// Copies are clones of one lender: same loans and terms, each with a queue and a deal of its own.
type Copies struct {
	Charter  *agents.Charter
	Count    int
	Resample func(replication int) (*credit.Index, error) // other loans in every replication; nil: the charter's
}

// played is how many lenders the copies are played by.
func (c *Copies) played() int {
	if c.Charter.Borrowers != nil {
		return c.Count
	}
	return 1
}
