package credit

import (
	"testing"

	"pgregory.net/rapid"

	"firesale/market/unit"
)

// heard is what a loan on a ladder went through, kept the simple way.
type heard struct {
	calls  int
	called bool
	gone   bool
}

// TestLadderIsEachLoan holds a ladder to a look at every loan of every copy, for marks and loans so close to each other
// that several share a rung, and loans that change between two looks.
func TestLadderIsEachLoan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.SampledFrom([]int64{10, 100_00}).Draw(t, "width") // cents
		holdings, ladder := drawLadder(t, width)
		loans := map[[2]int]*heard{}
		for range rapid.IntRange(1, 40).Draw(t, "looks") {
			mark := unit.Price(rapid.Int64Range(70_000_00-width, 70_000_00+width).Draw(t, "mark"))
			asked := map[[2]int]int{}
			ladder.Called(mark, func(c Call) int {
				asked[[2]int{c.Copy, int(c.Loan.Place)}] = c.Number
				return c.Number + 1
			})
			for i, h := range holdings {
				for n := range h.Index.Buckets[0].Len() {
					change(t, h, Ref{0, int32(n)}, one(loans, i, n), mark, asked[[2]int{i, n}])
				}
			}
		}
	})
}

func one(loans map[[2]int]*heard, copy, place int) *heard {
	at := [2]int{copy, place}
	if loans[at] == nil {
		loans[at] = &heard{}
	}
	return loans[at]
}

func drawLadder(t *rapid.T, width int64) ([]*Holding, *Ladder) {
	pool := &Pool{}
	for range rapid.IntRange(1, 6).Draw(t, "loans") {
		pool.Loans = append(pool.Loans, Loan{Collateral: unit.Coin, Principal: unit.USD(rapid.Int64Range(49_000_00-width/2, 49_000_00+width/2).Draw(t, "principal"))})
	}
	terms := Terms{MarginCallLTV: 70 * unit.Percent, LiquidationLTV: 80 * unit.Percent, LTVBasis: "principal"}
	x, err := NewIndex(pool, terms, Horizon{})
	if err != nil {
		t.Fatal(err)
	}
	holdings := []*Holding{NewHolding(x), NewHolding(x)}
	for _, h := range holdings {
		h.Remember()
	}
	ladder := NewLadder(holdings, rapid.Bool().Draw(t, "back"))
	ladder.Reset(true)
	return holdings, ladder
}

// change judges a loan at a mark, compares, and now and then has its borrower pay a little or repay all.
func change(t *rapid.T, h *Holding, r Ref, was *heard, mark unit.Price, asked int) {
	o, open := h.Loan(r)
	if open == was.gone {
		t.Fatalf("loan %v is open: %v, want %v", r, open, !was.gone)
	}
	if !open {
		return
	}
	over := unit.Over(o.Principal, o.Coins, mark, h.Index.Terms.MarginCallLTV)
	if over && !was.called {
		if was.calls++; asked != was.calls {
			t.Fatalf("loan %v: asked about call %d, want %d", r, asked, was.calls)
		}
	} else if asked != 0 {
		t.Fatalf("loan %v: asked about call %d, and none was made", r, asked)
	}
	if was.called = over; o.Called != over || o.Calls != was.calls {
		t.Fatalf("loan %v at %v: called %v, %d times, want %v, %d", r, mark, o.Called, o.Calls, over, was.calls)
	}
	switch rapid.IntRange(0, 7).Draw(t, "what it does") {
	case 0:
		h.PayDown(o, min(o.Principal, unit.USD(rapid.Int64Range(0, 20_00).Draw(t, "pays"))))
		was.called = false
		if now, _ := h.Loan(r); now.Called {
			t.Fatalf("loan %v is called before it was looked at again", r)
		}
	case 1:
		h.Repay(o)
		was.gone = true
	}
}
