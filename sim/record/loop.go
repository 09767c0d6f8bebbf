package record

import "firesale/market/unit"

// A Loop is what new loans came to over a run, of all lenders; nil where none are made.
type Loop struct {
	Amplitude    Number   // of credit conditions, log
	Originated   unit.USD // new loans, renewals left aside
	Renewed      unit.USD // of loans that matured
	Refused      unit.USD // wanted to be renewed, and no warehouse had room
	Issued       int      // deals
	Early        int      // deals that amortized early
	Calls        int      // margin calls of warehouse lenders
	Bought, Sold unit.BTC // by borrowers: with what they borrowed, and to repay
	Days         []LoopDay
}

// A LoopDay is a day of the loop, of all lenders together.
type LoopDay struct {
	Hours               float64
	Price               float64  // USD/BTC, at which loans were made
	Originated, Renewed unit.USD // today
	Room                float64  // share of the limit not drawn, before
	Outstanding         unit.USD // principal of all loans
	Warehouse, Limit    unit.USD // drawn, and most that can be
	Spread              float64  // funding spread
	LTV                 float64  // at origination
	Volatility          float64  // trailing, a year
	Deals               int      // issued so far
}
