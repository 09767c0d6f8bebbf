package sim

import (
	"errors"
	"fmt"
	"math"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market/unit"
	"firesale/sim/record"
)

// An observer turns what happens to a side into records. It looks; it changes nothing, and a result does not depend on
// whether it looks.
type observer struct {
	keep    Keep
	out     *record.Run
	side    *side
	mark    unit.Price // that loans were judged by last
	seen    float64    // the same before it was rounded to the cent
	sold    unit.BTC   // since the last row of the path
	unwound unit.BTC   // the same, by other leverage
	atSale  credit.AtSale
	hours   float64
	bookkeeper
}

func (o *observer) reset(s *side, keep Keep, out *record.Run) {
	o.keep, o.out, o.side = keep, out, s
	o.seen, o.sold, o.unwound = s.market.USD(s.start), 0, 0
	o.mark = unit.PriceOf(o.seen)
	o.atSale.Reset()
	o.keepDeals()
	o.openLoop()
	o.openBook()
	if keep.Path {
		o.bins(false, o.mark)
		if !s.world.Instant {
			o.record(-1, s.start)
		}
	}
}

// record adds a row to the path: the state at the end of a step, −1 being the start. In instant mode it is that of a
// round and the time stands still.
func (o *observer) record(k int, logMark float64) {
	s, usd, view := o.side, o.side.market.USD, o.side.market.View()
	row := record.Step{
		Hours: s.world.hours(k), Price: view.Mid, Exogenous: s.exogenous(), Mark: usd(logMark),
		Sold: o.sold, Unwound: o.unwound, Depth: view.Depth, HalfSpread: view.HalfSpread,
	}
	mark := unit.PriceOf(row.Mark)
	for _, l := range s.lenders {
		_, debt, coins := l.Holding.Secured()
		for range l.Copies {
			row.PoolDebt += debt.Float()
			row.PoolCoin += mark.Value(coins).Float()
		}
		row.Queued += unit.BTC(l.Copies) * l.Queued()
	}
	o.bookStep(k, &row)
	o.out.Path = append(o.out.Path, row)
	o.sold, o.unwound = 0, 0
}

// ErrAudit is a broken invariant: coins or dollars that do not add up.
var ErrAudit = errors.New("audit")

// leastLogPrice is ln of a cent: below it there is no mark.
var leastLogPrice = math.Log(unit.Price(1).Float())

// finish checks the books and fills in the facts of the run.
func (s *side) finish(out *record.Run) error {
	if err := s.market.Err(); err != nil {
		return err
	}
	if s.dealer != nil && s.logMin <= leastLogPrice {
		return fmt.Errorf("the price fell to %g USD on its way, less than a cent: volatility and drift are too large, or the depth is too small for what was sold", math.Exp(s.logMin))
	}
	mark := unit.PriceOf(s.market.USD(s.market.LogMid()))
	s.hours = s.world.hours(max(s.world.Steps, 1) - 1)
	out.LogMin, out.LogFinal, out.Waves = s.logMin, s.market.LogMid(), s.waves
	out.ReproductionPeak, out.Strain = s.peak, record.Number{Value: s.strain, Exists: s.dealer != nil}
	out.AtSale.Median, out.AtSale.Any = s.atSale.Quantile(0.5)
	out.AtSale.Max, _ = s.atSale.Max()
	for _, l := range s.lenders {
		if l.Delever > 0 {
			l.Holding.PayOver()
		}
		if err := l.Holding.Audit(l.Queue()); err != nil {
			return fmt.Errorf("%w: %s: %w", ErrAudit, l.Name, err)
		}
		if l.Trust != nil {
			if err := l.Trust.WindUp(l, s.world.lastDay(), mark); err != nil {
				return fmt.Errorf("%w: %s: %w", ErrAudit, l.Name, err)
			}
		}
		for copy := range l.Copies {
			out.Lenders = append(out.Lenders, s.facts(l, l.First+copy, mark))
		}
	}
	if err := s.closeLoop(out); err != nil {
		return fmt.Errorf("%w: %w", ErrAudit, err)
	}
	s.closeBook(out)
	out.Leverage = s.leverageFacts()
	if s.keep.Path {
		s.bins(true, mark)
	}
	return nil
}

// facts is what became of one copy of a lender.
func (s *side) facts(l *agents.Lender, copy int, mark unit.Price) record.Lender {
	g := &l.Holding.Ledger
	return record.Lender{
		Name: l.Name, Copy: copy, Loans: len(l.Index.Pool.Loans), Principal: l.Lent(),
		LiquidatedLoans: g.Loans, Liquidated: g.Principal, Sold: g.Sold,
		SoldByGeneration: append([]unit.BTC(nil), g.SoldByGeneration...),
		Execution:        s.execution(l),
		Proceeds:         g.Gross - g.Cost, Shortfall: shortfall(l, mark), Cured: g.Cured, Lapsed: g.Lapsed, Cures: cures(l), Notes: notes(l, copy),
	}
}

// execution is how a lender's liquidations were sold. Looks are at the ends of steps, and so are orders without an offset; others
// arrive so long after the start of theirs.
func (s *side) execution(l *agents.Lender) record.Execution {
	e, step := &l.Holding.Ledger.Execution, s.world.Clock.Step
	hours := e.Waited.Float() / float64(unit.Coin) * step.Hours()
	if l.Offset > 0 {
		hours -= e.Sold.Float() * (step - l.Offset).Hours()
	}
	under := float64(e.UnderWater.Float()*step.Hours()) + float64(e.Arriving.Float()*l.Offset.Hours())
	return record.Execution{Sold: e.Sold, Gross: e.Gross, AtTrigger: e.AtTrigger, AtArrival: e.AtArrival,
		Waited:     record.Number{Value: hours, Exists: !s.world.Instant},
		UnderWater: record.Number{Value: under / float64(unit.Coin), Exists: !s.world.Instant}}
}

// cures is the first margin calls of a lender, slow falls first.
func cures(l *agents.Lender) (out []record.Cures) {
	for i, t := range l.Cures() {
		if t.Called > 0 {
			from := agents.SlowestFall + agents.SpeedWidth*float64(i)
			out = append(out, record.Cures{From: from, To: from + agents.SpeedWidth, Called: t.Called, Cured: t.Cured,
				Fall: float64(t.Fall) / 1e6 / float64(t.Called)})
		}
	}
	return out
}

// shortfall is what liquidated loans did not bring back; what is unsold counts at the mark.
func shortfall(l *agents.Lender, mark unit.Price) unit.USD {
	short := l.Holding.Ledger.Shortfall()
	for _, q := range l.Queue() {
		left := l.Holding.Unsold(q, mark)
		short += left.Principal + left.Interest - left.Covered()
	}
	return short
}

// bins counts the principal of open loans by percent of LTV at a mark, copies of a lender together.
func (o *observer) bins(atEnd bool, mark unit.Price) {
	first := len(o.out.LTV)
	for _, l := range o.side.lenders {
		if n := len(o.out.LTV); n == first || o.out.LTV[n-1].Lender != l.Name {
			first = n
		}
		l.Holding.EachOpen(func(debt, principal unit.USD, coins unit.BTC) {
			percent := ltvPercent(debt, coins, mark)
			for len(o.out.LTV) <= first+percent {
				o.out.LTV = append(o.out.LTV, record.Bin{AtEnd: atEnd, Lender: l.Name, Percent: len(o.out.LTV) - first})
			}
			o.out.LTV[first+percent].Principal += unit.USD(l.Copies) * principal
		})
	}
}

// maxPercent is the last bin: LTVs of 1,000% and more.
const maxPercent = 1_000

func ltvPercent(debt unit.USD, coins unit.BTC, mark unit.Price) int {
	worth := float64(coins) * float64(mark) / float64(unit.Coin)
	return int(min(100*float64(debt)/worth, maxPercent))
}
