package credit

import (
	"fmt"

	"firesale/market/unit"
)

// Terms are what a loan contract says about price falls. With debt L and coins worth V, LTV = L/V: over MarginCallLTV
// the borrower is called, over LiquidationLTV (strictly) coins are sold, a value of
//
//	x = (L − t·V) / (1 − Cost − t), at most V
//
// with t = 0 for debt-only and t = RestoreLTV for restore; close-out sells x = V and returns the surplus in cash. V is
// taken at the mid before the clearing. A threshold of 0 is one that the preset leaves out. Misleads for lenders who
// negotiate: terms act on the letter. Source: the lenders' own pages.
type Terms struct {
	MarginCallLTV  unit.Rate      `toml:"margin_call_ltv" range:"(0,10)" doc:"LTV over which the borrower is called" source:"published: lenders' own pages; figure: press, or not published"`
	LiquidationLTV unit.Rate      `toml:"liquidation_ltv" range:"(0,10)" doc:"LTV over which coins are sold" source:"published: lenders' own pages; figure: press, or not published"`
	Stagger        unit.Rate      `toml:"stagger" range:"[0,1)" doc:"call and liquidation are shifted together by a uniform draw of at most so much either way, in whole basis points" source:"assumed"`
	StaggerOver    string         `toml:"stagger_over" oneof:"loans|copies" doc:"every borrower draws, or every copy of the lender" source:"assumed"`
	CureLTV        unit.Rate      `toml:"cure_ltv" range:"[0,10)" doc:"LTV to which a called borrower restores the loan; 0 where there is no such target" source:"published: lenders' own pages; figure: press, or not published"`
	CureWindow     *unit.Duration `toml:"cure_window" range:"(0,876000]" doc:"time to cure before the loan is liquidated; absent = a call never lapses" source:"published: lenders' own pages; figure: press, or not published"`
	Liquidation    string         `toml:"liquidation" oneof:"close-out|debt-only|restore" doc:"sell all coins, what repays the debt, or what brings the loan back to restore_ltv" source:"published: lenders' own pages; figure: press, or not published"`
	RestoreLTV     unit.Rate      `toml:"restore_ltv" range:"[0,1)" doc:"LTV to which a restoring sale brings the loan; read only by liquidation = \"restore\"" source:"published: lenders' own pages; figure: press, or not published"`
	Cost           unit.Rate      `toml:"cost" range:"[0,1)" doc:"cost of a sale, as a share of its proceeds" source:"assumed; apx: published, APX help pages"`
	LTVBasis       string         `toml:"ltv_basis" oneof:"principal|debt" doc:"what LTV divides by the value of the coins: principal, or principal and accrued interest" source:"published: the article's arithmetic is on principal; contracts say debt"`
	DayCount       string         `toml:"day_count" oneof:"act/365|30/360" doc:"days and year of the loans' interest" source:"published: Ledn's loan agreement; assumed for others"`
	Pays           string         `toml:"pays" oneof:"cash|pik" doc:"interest every month, or with the principal; a tape's own column wins" source:"assumed (press: PIK until 2027)"`

	windowUnpublished bool // the lender has a cure window but does not say how long it is
}

// A TermKind is a lender's published terms.
type TermKind struct {
	Name, Doc string
	Preset    func() *Terms
}

// TermKinds is every set of terms that a study can name. What a lender does not publish is left out, and a study that
// names it is refused until it is written. To add one: a line here.
var TermKinds = []TermKind{
	{"ledn", "call 70%, liquidation 80% whenever it is passed, cured to 50%; sells what repays the debt (Ledn's loan agreement and help pages)", func() *Terms {
		return terms(Terms{MarginCallLTV: 70 * unit.Percent, LiquidationLTV: 80 * unit.Percent, CureLTV: 50 * unit.Percent, Liquidation: "debt-only"})
	}},
	{"strike", "call 70%, liquidation 85% or after 72 h (24 h before February 2026), cured and restored to 65% (Strike FAQ)", func() *Terms {
		return terms(Terms{MarginCallLTV: 70 * unit.Percent, LiquidationLTV: 85 * unit.Percent, CureLTV: 65 * unit.Percent, CureWindow: hours(72), Liquidation: "restore", RestoreLTV: 65 * unit.Percent})
	}},
	{"unchained", "call 66.7% with 48 h (4 h from 74.1%), liquidation 90.9%, cured and restored to 60.6%; versions differ (Unchained help pages)", func() *Terms {
		return terms(Terms{MarginCallLTV: 6670 * unit.BP, LiquidationLTV: 9090 * unit.BP, CureLTV: 6060 * unit.BP, CureWindow: hours(48), Liquidation: "restore", RestoreLTV: 6060 * unit.BP})
	}},
	{"figure", "liquidation 90%, close-out assumed; margin call, cure window and target are not published (press)", func() *Terms {
		return terms(Terms{LiquidationLTV: 90 * unit.Percent, Liquidation: "close-out", windowUnpublished: true})
	}},
	{"apx", "call 80%, liquidation 90%, restored to the LTV at the start, 5% fee; start and cure window are not published (APX help pages)", func() *Terms {
		return terms(Terms{MarginCallLTV: 80 * unit.Percent, LiquidationLTV: 90 * unit.Percent, Liquidation: "restore", Cost: 5 * unit.Percent, windowUnpublished: true})
	}},
	{"xexon", "call 70%, liquidation 80% or after 72 h, cured and restored to 60% (Xexon)", func() *Terms {
		return terms(Terms{MarginCallLTV: 70 * unit.Percent, LiquidationLTV: 80 * unit.Percent, CureLTV: 60 * unit.Percent, CureWindow: hours(72), Liquidation: "restore", RestoreLTV: 60 * unit.Percent})
	}},
}

// terms completes a lender's own terms by what all lenders share.
func terms(t Terms) *Terms {
	t.LTVBasis, t.DayCount, t.Pays, t.StaggerOver = "principal", "act/365", "cash", "loans"
	return &t
}

func hours(n int) *unit.Duration {
	d := unit.Duration(n) * unit.Hour
	return &d
}

// Validate names the keys that contradict each other or that the preset leaves out.
func (t *Terms) Validate(fault func(key, want string)) {
	if t.MarginCallLTV <= 0 {
		fault("margin_call_ltv", `want a ratio with its unit, above 0%, like "70%": the lender does not publish it`)
	}
	if t.LiquidationLTV <= t.MarginCallLTV {
		fault("liquidation_ltv", fmt.Sprintf("want above margin_call_ltv (%v)", t.MarginCallLTV))
	}
	if least := t.MarginCallLTV - max(t.CureLTV, t.RestoreLTV); t.Stagger > 0 && t.Stagger >= least {
		fault("stagger", fmt.Sprintf("want below %v: a call must stay above the LTV to which it is answered", least))
	}
	t.validateCure(fault)
	if t.Liquidation == "restore" {
		t.validateRestore(fault)
	}
}

func (t *Terms) validateCure(fault func(key, want string)) {
	if t.CureWindow == nil && t.windowUnpublished {
		fault("cure_window", `want a duration like "72h" (or "100y" for a call that never lapses): the lender does not publish it`)
	}
	if t.CureWindow != nil && t.CureLTV <= 0 {
		fault("cure_ltv", `want a ratio with its unit, above 0%, like "50%": cure_window needs a target`)
	}
	if t.MarginCallLTV > 0 && t.CureLTV > t.MarginCallLTV {
		fault("cure_ltv", fmt.Sprintf("want at most margin_call_ltv (%v)", t.MarginCallLTV))
	}
}

func (t *Terms) validateRestore(fault func(key, want string)) {
	switch {
	case t.RestoreLTV <= 0:
		fault("restore_ltv", `want a ratio with its unit, above 0%, like "65%": liquidation = "restore" needs a target`)
	case t.RestoreLTV >= t.LiquidationLTV:
		fault("restore_ltv", fmt.Sprintf("want below liquidation_ltv (%v)", t.LiquidationLTV))
	case t.RestoreLTV+t.Cost >= unit.One:
		fault("restore_ltv", fmt.Sprintf("want below 100%% less cost (%v): no sale reaches it", unit.One-t.Cost))
	}
}
