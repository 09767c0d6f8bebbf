package credit

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"firesale/market/unit"
)

// oneLoan is a holding of a loan of $80,000 against a bitcoin, without interest.
func oneLoan(t testing.TB, terms Terms) *Holding {
	t.Helper()
	return holdingOf(t, terms, Loan{ID: "one", Principal: 80_000 * unit.Dollar, Collateral: unit.Coin})
}

func holdingOf(t testing.TB, terms Terms, loans ...Loan) *Holding {
	t.Helper()
	terms.LTVBasis, terms.DayCount = "principal", "act/365"
	x, err := NewIndex(&Pool{Loans: loans}, terms, Horizon{})
	if err != nil {
		t.Fatal(err)
	}
	return NewHolding(x)
}

// breached is what a mark begins to liquidate.
func breached(h *Holding, mark unit.Price) (out []Liquidation) {
	h.Breached(mark, func(l Liquidation) { out = append(out, l) })
	return out
}

// What share of its coins a loan sells, from an LTV θ to a target t with a fee f: (θ−t)/(1−f−t), to the digits shown.
func TestShareOfCoinsSold(t *testing.T) {
	for _, c := range []struct {
		name       string
		terms      Terms
		ltv, share float64
	}{
		{"80% to repaid", Terms{Liquidation: "debt-only"}, 0.80, 0.80},
		{"the same, 1% cost", Terms{Liquidation: "debt-only", Cost: unit.Percent}, 0.80, 0.808081},
		{"85% to 65%", Terms{Liquidation: "restore", RestoreLTV: 65 * unit.Percent}, 0.85, 0.571429},
		{"85% to 60%", Terms{Liquidation: "restore", RestoreLTV: 60 * unit.Percent}, 0.85, 0.625},
		{"80% to 50%", Terms{Liquidation: "restore", RestoreLTV: 50 * unit.Percent}, 0.80, 0.60},
		{"all coins", Terms{Liquidation: "close-out"}, 0.80, 1},
		{"not worth its debt", Terms{Liquidation: "debt-only"}, 1.20, 1},
	} {
		c.terms.LiquidationLTV = 75 * unit.Percent
		h, mid := oneLoan(t, c.terms), unit.PriceOf(80_000/c.ltv)
		for _, l := range breached(h, mid) {
			h.Alone(l, func(l Liquidation) {
				orders := ordered(h, l, mid)
				// 1e-6: the table prints six digits, and a mid of $94,117.65 is a whole cent
				if got := orders[0].Ordered().Float(); len(orders) != 1 || math.Abs(got-c.share) > 1e-6 {
					t.Errorf("%s: sells %v of its coins, want %v", c.name, got, c.share)
				}
			})
		}
	}
}

// ordered is what the order of a liquidation consists of.
func ordered(h *Holding, l Liquidation, mid unit.Price) (orders []Liquidation) {
	var poor Liquidation
	if h.Order(&l, mid, &poor) {
		orders = append(orders, poor)
	}
	return append(orders, l)
}

// A threshold is passed strictly, at the cent.
func ExampleHolding_Breached() {
	h := oneLoan(&testing.T{}, Terms{LiquidationLTV: 80 * unit.Percent, Liquidation: "debt-only"})
	fmt.Println(h.Wake(), len(breached(h, 100_000*100)), len(breached(h, 99_999_99)))
	// Output: 99999.99 0 1
}

// After a restoring sale at the mid no satoshi less would have done, and the loan is open again at its target.
func TestRestoreIsExact(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		terms := Terms{LiquidationLTV: 80 * unit.Percent, Liquidation: "restore", RestoreLTV: unit.Rate(rapid.IntRange(300_000, 790_000).Draw(rt, "target"))}
		h := oneLoan(t, terms)
		mid := unit.Price(rapid.IntRange(81_000_00, 99_000_00).Draw(rt, "mid"))
		l := breached(h, mid)[0]
		h.Alone(l, func(one Liquidation) { l = one })
		order := ordered(h, l, mid)[0]
		over := func(sold unit.BTC) bool { // debt left, in cents × 10⁸ so that nothing is rounded, over the target
			debt := 80_000_00*int64(unit.Coin) - int64(sold)*int64(mid)
			left := unit.Product(int64(unit.Coin-sold), int64(mid)).Times(int64(terms.RestoreLTV))
			return unit.Product(debt, int64(unit.One)).Compare(left) > 0
		}
		if x := order.Ordered(); over(x) || !over(x-1) {
			rt.Fatalf("sells %s: over the target after it %v, after a satoshi less %v", x, over(x), over(x-1))
		}
	})
}

// A run that is sold over several days, and cut on one on which loans elsewhere have just paid their interest, keeps what
// it owed when its sale began: each part its share by principal.
func TestCutAfterPayDay(t *testing.T) {
	day := unit.DateOf(2026, 1, 30)
	loan := Loan{Rate: 12 * unit.Percent, AccruesFrom: unit.DateOf(2025, 12, 31), Matures: day + 1_000, Pays: Cash}
	rich, poor := loan, loan
	rich.ID, rich.Principal, rich.Collateral = "rich", 20_000*unit.Dollar, 3*unit.Coin/10
	poor.ID, poor.Principal, poor.Collateral = "poor", 680_000*unit.Dollar, 8*unit.Coin
	terms := Terms{LiquidationLTV: 80 * unit.Percent, Liquidation: "debt-only", LTVBasis: "principal", DayCount: "act/365"}
	x, err := NewIndex(&Pool{Loans: []Loan{rich, poor}}, terms, Horizon{Start: loan.AccruesFrom, End: day + 100})
	if err != nil {
		t.Fatal(err)
	}
	h := NewHolding(x)
	h.PayInterest(day)
	run := breached(h, 80_000_00)
	if len(run) != 1 {
		t.Fatalf("%d runs, want both loans in one", len(run))
	}
	orders := ordered(h, run[0], 90_000_00)
	l, owed := orders[0], orders[0].interest
	if open := h.Settle(&l, l.Ordered(), unit.PriceOf(60_000).Fill()); !open || owed == 0 {
		t.Fatalf("open %v, interest %v: want a sale that goes on, with interest", open, owed)
	}
	h.PayInterest(day + 1)
	parts := ordered(h, l, 91_000_00)
	if len(parts) != 2 {
		t.Fatalf("%d orders, want the loans that are not covered split off", len(parts))
	}
	share := unit.USD(unit.MulDivEven(int64(owed), int64(poor.Principal), int64(poor.Principal+rich.Principal)))
	if parts[0].interest != share || parts[1].interest != owed-share {
		t.Errorf("interest %v and %v of %v, want %v for the first", parts[0].interest, parts[1].interest, owed, share)
	}
	for _, p := range parts {
		if p.left < 0 || p.left > p.coins {
			t.Errorf("a part holds %v of %v", p.left, p.coins)
		}
	}
	if err := h.Audit(parts); err != nil {
		t.Error(err)
	}
}

func TestGallop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var wake []unit.Price
		for _, p := range rapid.SliceOfN(rapid.IntRange(0, 50), 0, 80).Draw(t, "wake prices") {
			wake = append(wake, unit.Price(p))
		}
		slices.Sort(wake)
		slices.Reverse(wake)
		wake = append(wake, -1)
		from, mark := rapid.IntRange(0, len(wake)-1).Draw(t, "from"), unit.Price(rapid.IntRange(0, 51).Draw(t, "mark"))
		want := from
		for wake[want] >= mark {
			want++
		}
		if got := gallop(wake, from, mark); got != want {
			t.Fatalf("%v from %d to %d: got %d, want %d", wake, from, mark, got, want)
		}
	})
}

// What was sold in runs has the quantiles of its loans, one by one.
func TestAtSaleQuantile(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var loans []Loan
		for range rapid.IntRange(1, 30).Draw(rt, "loans") {
			loans = append(loans, Loan{Principal: unit.USD(rapid.IntRange(1_000_00, 90_000_00).Draw(rt, "principal")), Collateral: unit.Coin})
		}
		h := holdingOf(t, Terms{LiquidationLTV: 80 * unit.Percent, Liquidation: "debt-only"}, loans...)
		var s AtSale
		type sale struct{ ltv, debt float64 }
		var sales []sale
		total := 0.0
		for mark := unit.Price(120_000_00); mark > 0; mark -= 7_000_00 {
			for _, l := range breached(h, mark) {
				s.Begin(h, &l, mark, 2)
				h.Each(&l, func(v LoanView) {
					sales = append(sales, sale{v.LTV(mark.Float()), 2 * float64(v.Debt)})
					total += 2 * float64(v.Debt)
				})
			}
		}
		slices.SortFunc(sales, func(a, b sale) int { return cmp.Compare(a.ltv, b.ltv) })
		for _, q := range []float64{0.05, 0.5, 0.99} {
			got, ok := s.Quantile(q)
			below, want := 0.0, 0.0
			for _, sale := range sales {
				if below += sale.debt; below >= q*total-1e-6 {
					want = sale.ltv
					break
				}
			}
			if len(sales) == 0 {
				want = 0
			}
			if ok != (len(sales) > 0) || math.Abs(got-want) > 1e-12*math.Max(1, want) { // rounding of a quotient
				rt.Fatalf("quantile %v of %v: got %v, want %v", q, sales, got, want)
			}
		}
	})
}

// A loan that was sold before, and has debt left on few coins, is not noted again.
func TestAtSaleIsOfFirstSales(t *testing.T) {
	h := oneLoan(t, Terms{LiquidationLTV: 80 * unit.Percent, Liquidation: "restore", RestoreLTV: 60 * unit.Percent})
	var s AtSale
	for _, mark := range []unit.Price{95_000_00, 50_000_00} { // at 84% restored to 60%, which is 114% afterwards
		for _, l := range breached(h, mark) {
			h.Alone(l, func(one Liquidation) { l = one })
			s.Begin(h, &l, mark, 1)
			l = ordered(h, l, mark)[0]
			h.Settle(&l, l.Ordered(), mark.Fill())
		}
	}
	if ltv, ok := s.Max(); h.Ledger.Sold != unit.Coin || !ok || math.Abs(ltv-80./95) > 1e-12 {
		t.Errorf("sold %v coins, first at an LTV of %v, want two sales and %v", h.Ledger.Sold, ltv, 80./95)
	}
}

// A run may end with loans that left the bucket before. Those in front of them that are worth less than they owe are all of
// it: nothing is left over that owes nothing and waits for ever.
func TestRunOfThosePastHelp(t *testing.T) {
	pool := &Pool{Loans: []Loan{{Principal: 90_000_00, Collateral: unit.Coin}, {Principal: 85_000_00, Collateral: unit.Coin}, {Principal: 80_000_00, Collateral: unit.Coin}}}
	for _, gone := range [][]int{{1, 2}, {0}, {0, 2}, {}} {
		x, err := NewIndex(pool, Terms{MarginCallLTV: 70 * unit.Percent, LiquidationLTV: 80 * unit.Percent, Liquidation: "debt-only", LTVBasis: "principal"}, Horizon{})
		if err != nil {
			t.Fatal(err)
		}
		h := NewHolding(x)
		for _, loan := range gone {
			h.take(0, loan, forGood)
		}
		mark := unit.Price(87_000_00) // 90,000 are not covered, 85,000 are
		orders := ordered(h, Liquidation{from: 0, to: 3}, mark)
		for i := range orders {
			if q := &orders[i]; h.Loans(q) == 0 || q.Ordered() == 0 {
				t.Errorf("without %v, order %d is of %d loans and %v coins", gone, i, h.Loans(q), q.Ordered())
			} else if h.Settle(q, q.Ordered(), mark.Fill()) {
				t.Errorf("without %v, order %d goes on", gone, i)
			}
		}
		if g := &h.Ledger; g.PrincipalRecovered+g.PrincipalLost != x.Principal-principals(pool, gone) {
			t.Errorf("without %v, %v came back and %v was lost", gone, g.PrincipalRecovered, g.PrincipalLost)
		}
	}
}

func principals(pool *Pool, loans []int) (sum unit.USD) {
	for _, i := range loans {
		sum += pool.Loans[i].Principal
	}
	return sum
}

// What left a run before does not count when it is looked at or settled: the surplus of a loan never covers another one's loss,
// and half of the coins left are under water.
func TestLoansThatLeftARun(t *testing.T) {
	loan := func(id string, principal unit.USD, coins unit.BTC) Loan {
		return Loan{ID: id, Principal: principal * unit.Dollar, Collateral: coins * unit.Coin}
	}
	terms, mid := Terms{Liquidation: "close-out", LiquidationLTV: 70 * unit.Percent}, unit.PriceOf(85_000)
	h := holdingOf(t, terms, loan("short", 90_000, 1), loan("whole", 80_000, 1), loan("big", 900_000, 12), loan("too", 900_000, 12))
	for _, left := range []int{2, 3} { // each owes more than the run will bring
		h.take(0, left, forGood)
	}
	run := breached(h, mid)[0]
	for half := range 2 {
		order := ordered(h, run, mid)[0]
		h.Settle(&order, order.Limit(unit.Coin), mid.Fill())
		if wet, want := h.UnderWater(&order, mid), unit.BTC(1-half)*unit.Coin/2; wet != want {
			t.Errorf("%s under water, want %s", wet, want)
		}
		run = order
	}
	if lost := h.Ledger.PrincipalLost; lost != 5_000*unit.Dollar {
		t.Errorf("%s lost, want 5000.00", lost)
	}
}

// TestGenerationsOfARunSoldInTwoWays: where a part of a run was sold in proportion to debts and then all that was left, the coins of
// the loans that the twin liquidates too are those of their own sales, to the satoshi of a rounding. Before, of the rest they had
// their share of all coins, as if none had been sold.
func TestGenerationsOfARunSoldInTwoWays(t *testing.T) {
	terms := Terms{Liquidation: "debt-only", MarginCallLTV: 70 * unit.Percent, LiquidationLTV: 80 * unit.Percent}
	h := holdingOf(t, terms,
		Loan{ID: "both", Principal: 80_000 * unit.Dollar, Collateral: unit.Coin},
		Loan{ID: "here", Principal: 160_000 * unit.Dollar, Collateral: 3 * unit.Coin})
	l := breached(h, 60_000*unit.Price(unit.Dollar))[0]
	l.Twin, l.Generation = l.from+1, 1
	var own unit.BTC
	sell := func(mid unit.Price, most unit.BTC) {
		h.Order(&l, mid, &Liquidation{})
		sold := l.Limit(most)
		h.EachSold(&l, sold, mid.Fill(), func(v LoanView) {
			if v.ID == "both" {
				own += v.Coins
			}
		})
		h.Settle(&l, sold, mid.Fill())
	}
	sell(100_000*unit.Price(unit.Dollar), unit.Coin)
	sell(20_000*unit.Price(unit.Dollar), 4*unit.Coin)
	if got := h.Ledger.SoldByGeneration; len(got) != 2 || max(got[0]-own, own-got[0]) > 2 || got[0]+got[1] != 4*unit.Coin {
		t.Errorf("generations %v of 4 coins, want %s in the first", got, own)
	}
}
