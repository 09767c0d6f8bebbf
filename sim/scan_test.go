package sim

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"firesale/agents"
	"firesale/agents/credit"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/random"
	"firesale/market/unit"
	"firesale/sim/record"
	"firesale/sim/stream"
)

// A scan is the plain reference that the engine must equal: every loan is asked in every step, by the integer test of its LTV,
// and nothing is sorted, indexed, skipped or woken. The venue is the engine's own, tested elsewhere; lenders, oracle,
// clocks and lineage are written here a second time. Sums are rounded half to even, once per bucket, side and
// clearing: with it the two agree to the cent and the satoshi, without it only to one unit per loan and clearing.
type scan struct {
	world   *World
	market  *market.Dealer
	lenders []*scanLender
	twin    *scan
	instant bool

	mids    []float64 // after each step
	marks   []float64 // of each step
	start   float64
	lowered []int32 // generation of the last clearing that lowered it
	last    int32
	waves   int
	breach  int
	logMin  float64
	day     unit.Date
	out     *scanned
}

// scanned is what a scan saw.
type scanned struct {
	Path   []record.Step
	Events []scanEvent
	Waves  int
	LogMin float64
}

// A scanEvent is what is compared of an event.
type scanEvent struct {
	Hours              float64
	Kind, Lender, Loan string
	Generation         int32
}

type scanLoan struct {
	*credit.Loan
	place     int
	growth    string // loans with the same one are settled together
	open      bool
	fallen    bool // was liquidated, even if it is open again
	apart     bool // has a story of its own: restored or released
	principal unit.USD
	carried   unit.USD
	from      unit.Date
	coins     unit.BTC
	shift     unit.Rate // of the thresholds
	called    int       // step, −1 = no open call
	again     bool
	due       unit.Date
	calls     int // margin calls so far
	sold      bool
	promises  []scanPromise
}

type scanLender struct {
	*agents.Charter
	name    string
	start   unit.Date
	today   unit.Date
	paid    unit.Date // the last payment date until today
	loans   []*scanLoan
	queue   []*scanBatch
	ledger  credit.Ledger
	ordered unit.BTC
	now     int        // step
	mark    unit.Price // in it
	sunk    unit.BTC   // under water at it, after the clearing
	bought  unit.BTC
	luck    *luck
	days    scanDays
}

func newScan(w *World, feedback bool, replication int) *scan {
	impacts, liquid := w.Impact, w.Liquidity
	if !feedback {
		impacts, liquid = &impact.None{}, w.Liquidity.Calm()
	}
	volatility, hours := float64(w.Common.Volatility), w.Clock.Step.Hours()
	law, err := impacts.Open(impact.Market{StepHours: hours, Volatility: volatility, VolumeBTCDay: w.Volume})
	if err != nil {
		panic(err)
	}
	if w.Walk && feedback {
		if law, err = impact.Walk(law); err != nil {
			panic(err)
		}
	}
	depth, err := liquid.Open(liquidity.Market{StepHours: hours, Volatility: volatility, VolumeBTCDay: w.Volume})
	if err != nil {
		panic(err)
	}
	s := &scan{world: w, instant: w.Instant, last: market.NoGeneration, day: w.Clock.Start, out: &scanned{}}
	s.market = market.NewDealer(market.DealerConfig{Impact: law, Liquidity: depth, StepHours: hours, VolumeBTCDay: w.Volume})
	for _, c := range w.Lenders {
		for copy := range c.Count {
			s.lenders = append(s.lenders, newScanLender(c.Charter, copy, w, replication))
		}
	}
	return s
}

func newScanLender(c *agents.Charter, copy int, w *World, replication int) *scanLender {
	l := &scanLender{Charter: c, name: fmt.Sprintf("%s#%d", c.Name, copy), start: w.Clock.Start, today: w.Clock.Start}
	l.luck = newLuck(w.Seed, replication, l.name)
	for i := range c.Index.Pool.Loans {
		loan := &c.Index.Pool.Loans[i]
		from := loan.AccruesFrom
		if loan.Pays == credit.Cash {
			from = max(from, w.Clock.Start)
		}
		growth := fmt.Sprint(loan.Rate, loan.Pays, from)
		if end := w.lastDay(); loan.Rate == 0 || from >= end {
			growth = "none"
		}
		if end := w.lastDay(); end > w.Clock.Start && loan.Matures <= end {
			growth += fmt.Sprint(" until ", loan.Matures)
		}
		shift := c.Index.Shift(i)
		growth += fmt.Sprint(" shifted ", shift)
		l.loans = append(l.loans, &scanLoan{Loan: loan, place: i, growth: growth, open: true, principal: loan.Principal,
			from: from, due: loan.Matures, coins: loan.Collateral, shift: shift, called: -1})
	}
	return l
}

// scanWorld runs a replication of a world by scanning, and its twin beside it.
func scanWorld(w *World, replication int) (main, twin *scan) {
	main, twin = newScan(w, true, replication), newScan(w, false, replication)
	main.twin = twin
	process, err := w.Price.Open(w.Common, w.Clock.Step)
	if err != nil {
		panic(err)
	}
	process.Reset(func(purpose string) *random.Source { return stream.Open(w.Seed, replication, "price", purpose) })
	n := max(w.Steps, 1)
	b := price.Block{LogReturn: make([]float64, n), Variance: make([]float64, n)}
	process.Fill(&b)
	start := math.Log(w.Common.StartUSD(w.Price))
	for _, s := range []*scan{twin, main} {
		s.market.Reset(start, nil)
		s.logMin, s.start = start, start
		if !w.Instant {
			s.row(-1, start, 0)
		} else {
			s.rounds(b.LogReturn[0])
			s.close()
		}
	}
	for k := 0; k < w.Steps; k++ {
		for _, s := range []*scan{twin, main} {
			s.market.Advance(b.LogReturn[k], slices.ContainsFunc(b.Jumps, func(j price.Jump) bool { return j.Step == k }))
			s.step(k, start)
			s.close()
		}
	}
	return main, twin
}

func (s *scan) rounds(shock float64) {
	s.market.Advance(shock, true)
	for round, sold := 0, unit.BTC(0); ; round++ {
		if round > 100_000 {
			panic("a run of instant mode does not end")
		}
		mark := s.market.LogMid()
		s.row(round, mark, sold)
		if sold = s.cascade(round, mark, 0); sold == 0 {
			return
		}
	}
}

func (s *scan) step(k int, start float64) {
	s.logMin = min(s.logMin, s.market.LogMid())
	lag := int(s.world.Oracle.Lag / s.world.Clock.Step)
	mark, from := s.market.LogMid(), s.last
	switch {
	case lag > k:
		mark, from = start, market.NoGeneration
	case lag > 0:
		mark, from = s.mids[k-lag], s.lowered[k-lag]
	}
	sold := s.cascade(k, mark, from)
	s.row(k, mark, sold)
}

func (s *scan) close() {
	s.logMin = min(s.logMin, s.market.LogMid())
	s.mids = append(s.mids, s.market.LogMid())
	s.lowered = append(s.lowered, s.last)
	s.out.Waves, s.out.LogMin = s.waves, s.logMin
}

// cascade asks every loan of every lender, then clears once.
func (s *scan) cascade(k int, logMark float64, from int32) unit.BTC {
	mark, breaches := unit.PriceOf(math.Exp(logMark)), 0
	s.marks = append(s.marks, logMark)
	for i, l := range s.lenders {
		generation := from + 1
		var twin *scanLender
		if s.instant {
			generation = int32(s.waves)
		} else if s.twin != nil {
			twin = s.twin.lenders[i]
		}
		breaches += l.look(s, k, mark, generation, twin)
	}
	s.countWave(k, breaches)
	mid, net, buy, least := unit.PriceOf(math.Exp(s.market.LogMid())), unit.BTC(0), unit.BTC(0), int32(math.MaxInt32)
	for _, l := range s.lenders {
		buy += l.bought
		l.bought = 0
		net += l.act(k, mid)
		for _, b := range l.queue {
			if b.ordered > 0 {
				least = min(least, b.least())
			}
		}
	}
	if net == 0 && buy == 0 {
		for _, l := range s.lenders {
			l.sunk = l.underWater()
		}
		return 0
	}
	clearing := s.market.Clear(market.Orders{Sell: net.Float(), Buy: buy.Float()})
	if clearing.Move < 0 {
		s.last = least
	}
	for _, l := range s.lenders {
		l.settle(fillOf(clearing))
		l.sunk = l.underWater()
	}
	return net
}

func (s *scan) countWave(k, breaches int) {
	if breaches > 0 {
		if s.waves == 0 || s.instant || unit.Duration(k-s.breach-1)*s.world.Clock.Step >= unit.Hour {
			s.waves++
		}
		s.breach = k
	}
}

func (s *scan) row(k int, logMark float64, sold unit.BTC) {
	row := record.Step{Hours: s.world.hours(k), Price: math.Exp(s.market.LogMid()), Exogenous: math.Exp(s.market.Exogenous()),
		Mark: math.Exp(logMark), Sold: sold}
	mark := unit.PriceOf(row.Mark)
	for _, l := range s.lenders {
		for _, loan := range l.loans {
			if loan.open {
				row.PoolDebt += l.basisDebt(loan.principal, l.interest(loan)).Float()
				row.PoolCoin += mark.Value(loan.coins).Float()
			}
		}
		for _, b := range l.queue {
			row.Queued += b.left
		}
	}
	s.out.Path = append(s.out.Path, row)
}

func (s *scan) event(l *scanLender, k int, kind string, loan *scanLoan, generation int32) {
	s.out.Events = append(s.out.Events, scanEvent{s.world.hours(k), kind, l.name, loan.ID, generation})
}

// look is clocks and marks, a loan at a time.
func (l *scanLender) look(s *scan, k int, mark unit.Price, generation int32, twin *scanLender) (breaches int) {
	if today := s.world.Clock.Day(k); today != l.today || l.paid == 0 {
		l.today, l.paid = today, l.lastPayment(today)
	}
	l.now, l.mark = k, mark
	l.ledger.Execution.Sunk(l.sunk)
	l.payInterest(k, s)
	polls, first := (k+1)%l.Polling == 0, len(l.queue)
	if polls {
		l.release(mark)
		first = len(l.queue)
	}
	if l.Borrowers != nil {
		l.cures(s, k, mark, generation, twin)
		l.daily(s, mark, s.marks[k])
		l.matures(s, k, mark, generation, twin)
	}
	asked := len(l.queue) - first
	for _, b := range l.queue[first:] {
		if b.matured && !b.own {
			asked-- // a default
		}
	}
	if !polls {
		l.sort(first)
		return len(l.queue) - first - asked
	}
	var breached, lapsed []*scanLoan
	for _, loan := range l.loans {
		if loan.open && l.over(loan, mark, l.Index.Terms.LiquidationLTV) {
			loan.open, loan.fallen, loan.called = false, true, -1
			breached = append(breached, loan)
		}
	}
	for _, loan := range l.loans {
		switch over := l.over(loan, mark, l.Index.Terms.MarginCallLTV); {
		case !loan.open || !l.counts():
		case over && loan.called < 0:
			loan.called = k
			s.event(l, k, record.MarginCall, loan, -1)
			l.answer(s, k, mark, loan)
		case !over && loan.called >= 0 && (l.Borrowers == nil || !l.Borrowers.Sticky):
			loan.called = -1
			s.event(l, k, record.Withdrawn, loan, -1)
		}
		if loan.open && loan.called >= 0 && l.Window >= 0 && k-loan.called >= l.Window {
			loan.open, loan.fallen, loan.called = false, true, -1
			lapsed = append(lapsed, loan)
			s.event(l, k, record.Lapse, loan, -1)
		}
	}
	l.enqueue(s, k, breached, false, generation, twin)
	l.enqueue(s, k, lapsed, true, generation, twin)
	l.sort(first)
	return len(l.queue) - first - asked
}

func (l *scanLender) payInterest(k int, s *scan) {
	yesterday := s.world.Clock.Start
	if k > 0 {
		yesterday = s.world.Clock.Day(k - 1)
	}
	if l.paid > yesterday {
		for _, loan := range l.loans {
			if loan.Pays == credit.Cash {
				loan.carried = 0
			}
		}
	}
}

func (l *scanLender) release(mark unit.Price) {
	l.queue = slices.DeleteFunc(l.queue, func(b *scanBatch) bool {
		threshold := l.Index.Terms.LiquidationLTV
		if b.lapsed {
			threshold = l.Index.Terms.MarginCallLTV
		}
		interest := l.waited(b)
		if !l.Release || b.started || b.cure || b.matured || unit.Over(l.basisDebt(b.principal, interest), b.coins, mark, threshold+b.loans[0].shift) {
			return false
		}
		loan := b.loans[0]
		loan.open, loan.apart, loan.carried, loan.from = true, true, interest, max(l.today, loan.from)
		if !loan.again {
			l.ledger.Loans--
			l.ledger.Principal -= loan.Principal
		}
		return true
	})
}

func (l *scanLender) lastPayment(today unit.Date) unit.Date {
	n := 0
	for l.start.AddMonths(n+1) <= today {
		n++
	}
	return l.start.AddMonths(n)
}

// accrued is interest on a sum that began to accrue on a day, and was paid last on another.
func (l *scanLender) accrued(principal unit.USD, loan *credit.Loan, from, paid unit.Date) unit.USD {
	if loan.Pays == credit.Cash {
		from = max(from, paid)
	}
	days, basis := int64(l.today-from), int64(365)
	if l.Index.Terms.DayCount == "30/360" {
		days, basis = unit.Days360(from, l.today), 360
	}
	return unit.Interest(principal, loan.Rate, max(days, 0), basis)
}

func (l *scanLender) interest(loan *scanLoan) unit.USD {
	return loan.carried + l.accrued(loan.principal, loan.Loan, loan.from, l.paid)
}

func (l *scanLender) basisDebt(principal, interest unit.USD) unit.USD {
	if l.Index.Terms.LTVBasis == "debt" {
		return principal + interest
	}
	return principal
}

func (l *scanLender) over(loan *scanLoan, mark unit.Price, threshold unit.Rate) bool {
	return unit.Over(l.basisDebt(loan.principal, l.interest(loan)), loan.coins, mark, threshold+loan.shift)
}

// alone reports whether the lender sells loan by loan.
func (l *scanLender) alone() bool {
	return l.Capacity > 0 || l.ByLTV || l.Release || l.Index.Terms.Liquidation == "restore"
}

// enqueue makes one batch of the loans that grow alike, or one of each loan.
func (l *scanLender) enqueue(s *scan, k int, loans []*scanLoan, lapsed bool, generation int32, twin *scanLender) {
	of := map[string]*scanBatch{}
	slices.SortStableFunc(loans, compareScan)
	for _, loan := range loans {
		fallen := twin != nil && twin.loans[loan.place].fallen
		b := of[loan.growth]
		if b == nil || l.alone() || loan.apart {
			b = &scanBatch{step: k, ready: k + l.Latency, generation: generation, again: loan.again, lapsed: lapsed, alone: l.alone() || loan.apart}
			l.queue = append(l.queue, b)
			if !b.alone {
				of[loan.growth] = b
			}
		}
		own := generation
		if fallen {
			own = 0
			b.before = append(b.before, loan)
		}
		b.loans = append(b.loans, loan)
		b.principal += loan.principal
		b.coins += loan.coins
		b.interest = l.interest(loan)
		b.left = b.coins
		if lapsed {
			l.ledger.Lapsed += loan.principal
		}
		if !loan.again {
			l.ledger.Loans++
			l.ledger.Principal += loan.Principal
		}
		s.event(l, k, record.Liquidation, loan, own)
	}
}

// compareScan settles which of two loans alike in LTV and debt is sold first: what sets them apart is how they grow, never
// their place on the tape.
func compareScan(a, b *scanLoan) int {
	if a.apart != b.apart {
		return map[bool]int{true: 1, false: -1}[a.apart]
	}
	if a.shift != b.shift {
		return cmp.Compare(a.shift, b.shift)
	}
	if none := strings.HasPrefix(a.growth, "none"); none != strings.HasPrefix(b.growth, "none") {
		return map[bool]int{true: -1, false: 1}[none]
	}
	return cmp.Or(cmp.Compare(a.Rate, b.Rate), cmp.Compare(a.Pays, b.Pays), cmp.Compare(a.from, b.from))
}

func (l *scanLender) sort(first int) {
	if !l.alone() || len(l.queue) == first {
		return
	}
	part := l.queue[first:]
	if l.ByLTV {
		part = l.queue
	}
	slices.SortStableFunc(part, func(a, b *scanBatch) int {
		if a.started != b.started {
			return map[bool]int{true: -1, false: 1}[a.started]
		}
		oa, ob := l.waited(a), l.waited(b)
		da, db := l.basisDebt(a.principal, oa), l.basisDebt(b.principal, ob)
		return cmp.Or(
			unit.Product(int64(db), int64(a.coins)).Compare(unit.Product(int64(da), int64(b.coins))),
			cmp.Compare(b.principal+ob, a.principal+oa), cmp.Compare(a.step, b.step))
	})
}
