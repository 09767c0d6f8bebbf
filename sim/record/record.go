// Package record is what a run leaves behind: facts about the whole run, and for the replications that are kept, its
// path step by step and its events loan by loan. Records are values; what they mean is computed by metrics.
package record

import "firesale/market/unit"

// A Run is the record of one replication at one point of the design.
type Run struct {
	LogStart, LogMin, LogFinal float64 // of the mid
	Weight                     float64 // 1, but where rare falls are made frequent
	Paths                      float64 // of the price that were drawn for it
	Twin                       *Twin   // nil if no twin ran
	Waves                      int
	ReproductionPeak           float64 // largest sales caused per coin sold, by the terms and the depth at each new low
	Strain                     Number  // the largest of them as a share of what paced selling tolerates; in a book nobody knows the law
	AtSale                     AtSale
	Lenders                    []Lender
	Leverage                   []Leverage
	Path                       []Step // if kept
	Events                     []Event
	LTV                        []Bin
	Loop                       *Loop // of new loans; nil where none are made
	Deal                       []DealRow
	Book                       *Book // nil at a dealer's
}

// A Leverage is what other leveraged holders, of one name, sold on the market.
type Leverage struct {
	Name             string
	Sold             unit.BTC
	SoldByGeneration []unit.BTC
}

// A Twin is what the same replication does with feedback off.
type Twin struct {
	LogMin, LogFinal float64
	LiquidatedLoans  int
	Sold             unit.BTC
	Shortfall        unit.USD
}

// AtSale is the LTV of loans just before their first clearing, weighted by debt; Any is false if nothing was sold.
type AtSale struct {
	Any         bool
	Median, Max float64
}

// A Lender is what became of one copy of a lender.
type Lender struct {
	Name             string
	Copy             int
	Loans            int
	Principal        unit.USD // at the start
	LiquidatedLoans  int
	Liquidated       unit.USD // initial principal of loans whose liquidation began
	Sold             unit.BTC
	SoldByGeneration []unit.BTC
	Proceeds         unit.USD  // net of cost
	Execution        Execution // of its liquidations
	Shortfall        unit.USD  // what is unsold counts at the last mark
	Cured            unit.USD
	Lapsed           unit.USD
	Cures            []Cures // by the speed of the fall in which loans were first called; nil where borrowers do not act
	Notes            []Note  // of the lender's deal, if it has one and was wound up, the residual last
}

// An Execution is what liquidations sold, what that brought before cost, and what it would have brought at the mark by which each
// began and at the mid before its first order.
type Execution struct {
	Sold                        unit.BTC
	Gross, AtTrigger, AtArrival unit.USD
	Waited                      Number // BTC · hours, from the breach to the sale; in an instant there is no time
	UnderWater                  Number // BTC · hours in which coins waited whose loans owed more than they were worth at the mark
}

// Cures are first margin calls that came in falls of about one speed.
type Cures struct {
	From, To      float64 // daily standard deviations that the price fell in a day; the first and the last are open
	Called, Cured int     // calls, and those cured while they were open
	Fall          float64 // mean of the falls
}

// A Note is what became of a class of notes, or of the residual.
type Note struct {
	Name                                 string
	Original                             unit.USD // of a class, when it was sold
	Loss, InterestShort                  unit.USD
	IRRMonthly, IRRNominal, IRREffective Number
	WAL                                  Number // years
	DiscountMargin, ZSpread              Number // bp
}

// A Number may not exist.
type Number struct {
	Value  float64
	Exists bool
}

// A DealRow is what an account, a note, a fee or the residual did in a period: Open + In − Out = Close.
type DealRow struct {
	Day                  unit.Date
	Lenders              []string // ledn#0, ledn#1: the copies of which it is true
	Item                 string   // account.reserve, note.A, fee.servicer, residual
	Open, In, Out, Close unit.USD
	HasDue               bool // notes and fees
	Due, Short           unit.USD
	HasPaid              bool // notes
	Interest, Principal  unit.USD
}

// A Step is one row of a path. In instant mode a row is a round and the time stands still.
type Step struct {
	Hours              float64
	Price, Exogenous   float64 // USD/BTC, of the mid at the end of the step and of the twin's
	Mark               float64 // USD/BTC, which loans were judged by
	Sold, Queued       unit.BTC
	Unwound            unit.BTC // sold by other leverage
	Depth              float64  // BTC per unit of log price; +Inf where sales move nothing
	HalfSpread         float64
	PoolDebt, PoolCoin float64 // USD owed by open loans, USD their coins are worth at the mark
	Book               BookStep
}

// Kinds of events.
const (
	MarginCall  = "margin-call"
	Withdrawn   = "withdrawn"
	Cure        = "cure" // Coins and Amount: added and paid
	Lapse       = "lapse"
	Liquidation = "liquidation"
	Sale        = "sale"
	Trigger     = "trigger" // of a deal: fired or lifted; Loan is its name, and no amount exists
	Phase       = "phase"   // of a deal: another begins; Loan is its name, and no amount exists
)

// An Event is something that happened to one loan, alike in all copies of a lender that have no luck of their own.
type Event struct {
	Hours      float64
	Kind       string
	Lenders    []string // ledn#0, ledn#1: the copies to which it happened
	Loan       string
	LTV        float64 // at the price, in whole cents where it is a mark
	Coins      unit.BTC
	Amount     unit.USD // owed; of a sale, proceeds net of cost
	Price      float64  // USD/BTC: the mark; of a sale, its fill
	Generation int32    // −1 where it has none
}

// A Bin is the principal of a lender's open loans in one percent of LTV.
type Bin struct {
	AtEnd     bool
	Lender    string // without the copy
	Percent   int    // lower edge
	Principal unit.USD
}
