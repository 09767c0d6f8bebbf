package credit

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"firesale/market/unit"
)

// heard is what a loan on a ladder went through, kept the simple way.
type heard struct {
	calls   int
	called  bool
	gone    bool
	made    int        // look of the last call
	at      unit.Price // and the highest mark at which it was made
	changed bool       // since then
}

// everyCall foresees that every call may be answered.
type everyCall struct{}

func (everyCall) First(_ int, calls []uint8) {
	for i := range calls {
		calls[i] = 1
	}
}

func (everyCall) Next(_, _, after int) uint8 { return uint8(min(after+1, mostCalls)) }

// TestLadderIsEachLoan holds a ladder to a look at every loan of every copy, for marks and loans so close to each other
// that several share a rung, and loans that change between two looks.
func TestLadderIsEachLoan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.SampledFrom([]int64{10, 100_00}).Draw(t, "width") // cents
		holdings, ladder := drawLadder(t, width)
		loans := map[[2]int]*heard{}
		for look := range rapid.IntRange(1, 40).Draw(t, "looks") {
			mark := unit.Price(rapid.Int64Range(70_000_00-width, 70_000_00+width).Draw(t, "mark"))
			asked := map[[2]int]int{}
			firsts := slices.Clone(ladder.Called(look, mark, func(c Call) {
				asked[[2]int{c.Copy, c.Place}] = c.Number
				one(loans, c.Copy, c.Place).at = c.At
			}))
			for i, h := range holdings {
				for n := range h.Index.Buckets[0].Len() {
					if change(t, h, Ref{0, int32(n)}, one(loans, i, n), look, mark, asked[[2]int{i, n}]) {
						firsts[i]--
					}
				}
				if firsts[i] != 0 {
					t.Fatalf("copy %d: %d first calls too many were counted", i, firsts[i])
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
	ladder := NewLadder(holdings, rapid.Bool().Draw(t, "back"), everyCall{})
	ladder.Reset(true)
	return holdings, ladder
}

// change judges a loan at a mark, compares, and now and then has its borrower pay a little or repay all. It reports a first
// call.
func change(t *rapid.T, h *Holding, r Ref, was *heard, look int, mark unit.Price, asked int) (first bool) {
	o, open := h.Loan(r)
	if open == was.gone {
		t.Fatalf("loan %v is open: %v, want %v", r, open, !was.gone)
	}
	if !open {
		return false
	}
	over := unit.Over(o.Principal, o.Coins, mark, h.Index.Terms.MarginCallLTV)
	if _, open := h.Stands(r, was.calls, was.made); was.calls > 0 && asked == 0 {
		if stands := open && !h.ladder.Lifted(was.made, was.at); stands != (over && was.called && !was.changed) {
			t.Fatalf("loan %v at %v: call %d of look %d stands: %v", r, mark, was.calls, was.made, stands)
		}
	}
	if over && !was.called {
		if was.calls++; asked != was.calls {
			t.Fatalf("loan %v: asked about call %d, want %d", r, asked, was.calls)
		}
		first, was.made, was.changed = was.calls == 1, look, false
	} else if asked != 0 {
		t.Fatalf("loan %v: asked about call %d, and none was made", r, asked)
	}
	if was.called = over; o.Called != over {
		t.Fatalf("loan %v at %v: called %v, want %v", r, mark, o.Called, over)
	}
	switch rapid.IntRange(0, 7).Draw(t, "what it does") {
	case 0:
		h.PayDown(o, min(o.Principal, unit.USD(rapid.Int64Range(0, 20_00).Draw(t, "pays"))))
		was.called, was.changed = false, true
		if now, _ := h.Loan(r); now.Called {
			t.Fatalf("loan %v is called before it was looked at again", r)
		}
	case 1:
		h.Repay(o)
		was.gone = true
	}
	return first
}

// A loan that changed so often that its versions begin anew hangs once only: what it left hanging under its first version is
// nobody's, and one fall is one call.
func TestLadderForgetsVersions(t *testing.T) {
	x, err := NewIndex(&Pool{Loans: []Loan{{Collateral: unit.Coin, Principal: 49_000_00}}},
		Terms{MarginCallLTV: 70 * unit.Percent, LiquidationLTV: 80 * unit.Percent, LTVBasis: "principal"}, Horizon{})
	if err != nil {
		t.Fatal(err)
	}
	h := NewHolding(x)
	h.Remember()
	ladder := NewLadder([]*Holding{h}, false, everyCall{})
	ladder.Reset(true)
	for look, mark := range []unit.Price{80_000_00, 60_000_00, 80_000_00, 60_000_00, 80_000_00, 60_000_00} {
		calls := 0
		ladder.Called(look, mark, func(Call) { calls++ })
		if want := look % 2; calls != want {
			t.Errorf("look %d: %d calls, want %d", look, calls, want)
		}
		switch loan, _ := h.Loan(Ref{}); look {
		case 1:
			h.TopUp(loan, 1) // hangs as version 0 from the next look on
		case 2:
			h.memory.loans[0].version = math.MaxUint16 - 1
			h.TopUp(loan, 1) // leaves version 0 hanging, and is the last one
		case 3:
			h.TopUp(loan, 1)
		}
	}
}
