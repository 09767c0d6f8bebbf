package agents

import (
	"fmt"
	"math"

	"firesale/market/unit"
)

// A WarehouseKind is a way of paying for loans until notes do.
type WarehouseKind struct {
	Name, Doc string
	Preset    func() any
}

// WarehouseKinds is every warehouse that a study can name.
var WarehouseKinds = []WarehouseKind{
	{"line", "a credit line: it advances a share of each new loan, up to a limit that tightens with the market", func() any { return WarehousePreset() }},
	{"none", "no line: the lender makes no new loans; what it renews stays its own", func() any { return &NoWarehouse{} }},
}

// NoWarehouse is the kind without a line: the control experiment.
type NoWarehouse struct{}

// WarehouseTerms are a line of credit against new loans. In tight markets it advances less and its limit falls,
//
//	W̄ = W₀·min(1, advance rate / usual advance rate),   room = clip(1 − W/W̄, 0, 1)
//
// where the advance rate falls with the LTV at origination. Misleads where a line has covenants of
// its own on loans' age or on borrowers. All numbers are assumed.
type WarehouseTerms struct {
	Limit   unit.USD  `toml:"limit_usd" range:"(0,inf)" doc:"most that can be drawn while the advance rate is the usual one" source:"assumed"`
	Issue   unit.USD  `toml:"issue_usd" range:"(0,inf)" doc:"drawn at or above this, the loans are securitized if the market is open; below limit_usd" source:"assumed"`
	Advance unit.Rate `toml:"advance_rate" range:"(0,1]" doc:"share of a new loan that the line pays in a calm market; the lender pays the rest" source:"assumed"`
	Cure    int       `toml:"cure_days" unit:"days" range:"[0,3650]" doc:"after which a draw above the limit is repaid by selling the coins of loans" source:"assumed"`
}

// WarehousePreset is a line that takes most of a year to fill.
func WarehousePreset() *WarehouseTerms {
	return &WarehouseTerms{Limit: 250_000_000 * unit.Dollar, Issue: 150_000_000 * unit.Dollar, Advance: 85 * unit.Percent, Cure: 3}
}

// Validate refuses an issue size that the line never reaches: its room is gone before.
func (w *WarehouseTerms) Validate(fault func(key, want string)) {
	if w.Issue >= w.Limit {
		fault("issue_usd", fmt.Sprintf("want below limit_usd (%v): the warehouse has no room for new loans before it is that full", w.Limit))
	}
}

// A Warehouse is what one copy of a lender owes on its line, and the cash that it has beside it. Both accounts are audited
// at the end of a run: open + in − out = close, to the cent.
type Warehouse struct {
	Terms *WarehouseTerms
	Drawn unit.USD // W
	Cash  unit.USD // of the lender: interest, and its own share of what was repaid

	limit   unit.USD // W̄
	advance unit.Rate
	flows   lineFlows
}

// lineFlows is everything that ever went through a line and the lender's cash.
type lineFlows struct {
	drawn, repaid unit.USD
	in, out       unit.USD // of cash
	owner         unit.USD // part of in: what the owner had to add
}

// ease sets the advance rate and the limit of a day, in shares of the usual ones.
func (w *Warehouse) ease(share float64) {
	scale := func(v int64) int64 { return int64(math.RoundToEven(float64(v) * share)) }
	w.limit, w.advance = unit.USD(scale(int64(w.Terms.Limit))), unit.Rate(scale(int64(w.Terms.Advance)))
}

// Limit is W̄, as of today.
func (w *Warehouse) Limit() unit.USD { return w.limit }

// Room is cap, the share of the limit that is not drawn.
func (w *Warehouse) Room() float64 {
	return min(max(1-float64(w.Drawn)/float64(w.limit), 0), 1)
}

// headroom is the principal of new loans that the line would still advance on.
func (w *Warehouse) headroom() unit.USD {
	if w.Drawn >= w.limit {
		return 0
	}
	return unit.USD(unit.MulDivFloor(int64(w.limit-w.Drawn), int64(unit.One), int64(w.advance)))
}

// grant is the principal of new loans out of what is asked for, in cents: a boom may ask for more than an amount can hold.
func (w *Warehouse) grant(asked float64) unit.USD {
	most := w.headroom()
	if asked >= float64(most) {
		return most
	}
	return min(unit.USD(math.RoundToEven(asked)), most)
}

// lend pays out new loans: the line its share, the lender the rest.
func (w *Warehouse) lend(principal unit.USD) {
	drawn := min(w.advance.Of(principal), max(0, w.limit-w.Drawn))
	w.Drawn += drawn
	w.flows.drawn += drawn
	w.spend(principal - drawn)
}

// shrink repays the line in proportion as the loans behind it shrink, whether they were repaid or lost: the lender stands
// for what was lost.
func (w *Warehouse) shrink(from, to unit.USD) {
	if from > to {
		w.repay(w.Drawn - unit.USD(unit.MulDivEven(int64(w.Drawn), int64(to), int64(from))))
	}
}

func (w *Warehouse) repay(v unit.USD) {
	w.Drawn -= v
	w.flows.repaid += v
	w.spend(v)
}

// earn takes cash in; spend pays it out, and the owner adds what is missing.
func (w *Warehouse) earn(v unit.USD) {
	w.Cash += v
	w.flows.in += v
}

func (w *Warehouse) spend(v unit.USD) {
	if short := v - w.Cash; short > 0 {
		w.flows.owner += short
		w.earn(short)
	}
	w.Cash -= v
	w.flows.out += v
}

// cure repays what is drawn above the limit, as far as there is cash. It returns what is left above it.
func (w *Warehouse) cure() (excess unit.USD) {
	if w.Drawn > w.limit {
		w.repay(min(w.Cash, w.Drawn-w.limit))
	}
	return max(0, w.Drawn-w.limit)
}

// audit checks that no cent was lost or made.
func (w *Warehouse) audit() error {
	if left := w.flows.drawn - w.flows.repaid; left != w.Drawn || w.Drawn < 0 {
		return fmt.Errorf("warehouse: drawn − repaid is %s, %s is owed", left, w.Drawn)
	}
	if left := w.flows.in - w.flows.out; left != w.Cash || w.Cash < 0 {
		return fmt.Errorf("cash: in − out is %s, %s is held", left, w.Cash)
	}
	return nil
}
