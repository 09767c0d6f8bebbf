package credit_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// A month of the whole pool paying in cash.
func paying(pool unit.USD) (credit.Collections, credit.PoolFacts) {
	interest := unit.Interest(pool, 118_000, 30, 360)
	return credit.Collections{Interest: interest}, credit.PoolFacts{Performing: pool, Accrued: interest, Debt: pool, Collateral: 2 * pool, Covered: pool}
}

func ExampleDealSpec_Open() {
	deal, err := credit.Ledn20261().Open(credit.Opening{Day: unit.DateOf(2025, 12, 31), Principal: 199_100_000 * unit.Dollar})
	if err != nil {
		fmt.Println(err)
		return
	}
	interest := unit.Interest(199_100_000*unit.Dollar, 118_000, 30, 360)
	deal.Collect(credit.Collections{Interest: interest})
	handed, err := deal.PayDay(credit.PoolFacts{Performing: 199_100_000 * unit.Dollar, Accrued: interest})
	fmt.Println(handed.Phase, handed.Idle, err)

	// A crash: all coins together bring $150M.
	result, err := deal.WindUp(deal.Next(), credit.Estate{Principal: 150_000_000 * unit.Dollar})
	for _, n := range result.Notes {
		fmt.Println(n.Name, n.Loss)
	}
	fmt.Println("residual", result.Residual.Loss, err)
	// Output:
	// revolving 900000.00 <nil>
	// A 794250.00
	// B 28000000.00
	// residual 20758100.00 <nil>
}

func TestLateRecoveriesReachTheNotes(t *testing.T) {
	s := quiet()
	s.Revolving.Months, s.Reserve.Initial, s.Reserve.Target, s.Cash = 0, 0, 0, 0
	s.Fee["trustee"].Off = true
	d := open(t, s, d0Pool)
	last := watch(d)
	late := usd(50_000_000, 0)
	d.Collect(credit.Collections{Principal: d0Pool - late})
	payDay(t, d, credit.PoolFacts{Liquidating: late}) // nothing performs any more
	d.Collect(credit.Collections{Gross: usd(30_000_000, 0), RecoveredPrincipal: usd(30_000_000, 0), Owed: late, WrittenOff: usd(20_000_000, 0)})
	payDay(t, d, credit.PoolFacts{})
	paid := last["note.A"].Principal + last["note.B"].Principal + last["note.A"].Interest + last["fee.servicer"].Out + last["note.B"].Interest
	if paid != usd(30_000_000, 0) {
		t.Errorf("%v of the late 30M reached fees and notes", paid)
	}
}

func TestShortfallIsCarriedAndPaidFirst(t *testing.T) {
	s := quiet()
	s.Reserve.Initial = 0
	d := open(t, s, d0Pool)
	last := watch(d)
	payDay(t, d, credit.PoolFacts{Performing: d0Pool})
	d.Collect(credit.Collections{Interest: usd(10_000_000, 0)})
	payDay(t, d, credit.PoolFacts{Performing: d0Pool})
	compare(t, amounts{"trustee": usd(30_000, 0), "servicer": usd(331_833, 34), "A": usd(1_826_666, 66), "B": usd(443_333, 34)},
		amounts{"trustee": last["fee.trustee"].Out, "servicer": last["fee.servicer"].Out, "A": last["note.A"].Interest, "B": last["note.B"].Interest})
}

func TestDeferredCouponsMayBearInterest(t *testing.T) {
	s := quiet()
	s.Reserve.Initial = 0
	s.Note["B"].Capitalize = true
	d := open(t, s, d0Pool)
	last := watch(d)
	payDay(t, d, credit.PoolFacts{Performing: d0Pool})
	payDay(t, d, credit.PoolFacts{Performing: d0Pool})
	first := usd(221_666, 67)
	second := unit.Interest(usd(28_000_000, 0)+first, 95_000, 30, 360)
	compare(t, amounts{"due": second, "balance": usd(28_000_000, 0) + first + second}, amounts{"due": last["note.B"].Due, "balance": last["note.B"].Close})
	res := windUp(t, d, d.Next()-31, credit.Estate{Principal: d0Pool})
	compare(t, amounts{"capitalized": first + second, "loss": 0, "paid": usd(28_000_000, 0) + first + second},
		amounts{"capitalized": res.Notes[1].Capitalized, "loss": res.Notes[1].Loss, "paid": res.Notes[1].Principal})
}

// A coupon that capitalizes on the day its note is repaid is repaid with it: it does not leave a rest of a note that earns
// coupons nobody can pay, while the principal account is full.
func TestCapitalizedCouponIsRepaidTheSameDay(t *testing.T) {
	s := quiet()
	s.Reserve.Initial, s.Revolving.Months, s.Note["B"].Capitalize = 0, 0, true
	d := open(t, s, d0Pool)
	last := watch(d)
	d.Collect(credit.Collections{Principal: d0Pool})
	payDay(t, d, credit.PoolFacts{})
	coupon := usd(221_666, 67)
	left := d0Pool + usd(900_000, 0) - usd(188_000_000, 0) - coupon - usd(15_000+165_916+913_333, 100)
	compare(t, amounts{"capitalized": coupon, "principal": usd(28_000_000, 0) + coupon, "close": 0, "residual": left},
		amounts{"capitalized": last["note.B"].In, "principal": last["note.B"].Principal, "close": last["note.B"].Close, "residual": last["residual"].Out})
}

func TestSurplusIsTheBorrowers(t *testing.T) {
	d := open(t, quiet(), d0Pool)
	last := watch(d)
	owed := usd(1_010_000, 0)
	d.Collect(credit.Collections{Gross: usd(1_300_000, 0), Cost: usd(13_000, 0), RecoveredPrincipal: usd(1_000_000, 0), RecoveredInterest: usd(10_000, 0), Surplus: usd(277_000, 0), Owed: owed})
	payDay(t, d, credit.PoolFacts{Performing: d0Pool - usd(1_000_000, 0)})
	compare(t, amounts{"interest in": usd(10_000, 0), "principal in": usd(1_000_000, 0), "cost out": usd(1_300_000, 0), "cost left": 0},
		amounts{"interest in": last["account.interest"].In, "principal in": last["account.principal"].In, "cost out": last["account.cost"].Out, "cost left": last["account.cost"].Close})
}

func TestPrincipalBeyondTheNotesIsTheOwners(t *testing.T) {
	s := quiet()
	s.Revolving.Months = 0
	d := open(t, s, d0Pool)
	last := watch(d)
	d.Collect(credit.Collections{Principal: d0Pool, Interest: usd(2_000_000, 0)})
	payDay(t, d, credit.PoolFacts{})
	left := d0Pool + usd(2_000_000, 0) + usd(10_300_000, 0) - usd(188_000_000, 0) - usd(1_315_916, 67)
	compare(t, amounts{"residual": left, "A": 0, "B": 0}, amounts{"residual": last["residual"].Out, "A": last["note.A"].Close, "B": last["note.B"].Close})
}

func TestRevolvingBuysLoans(t *testing.T) {
	d := open(t, quiet(), d0Pool)
	repaid := usd(20_000_000, 0)
	in, _ := paying(d0Pool)
	in.Principal = repaid
	d.Collect(in)
	h := payDay(t, d, credit.PoolFacts{Performing: d0Pool - repaid, Offered: usd(5_000_000, 0)})
	compare(t, amounts{"bought": usd(5_000_000, 0), "idle": usd(15_900_000, 0), "room": usd(15_900_000, 0), "funding": usd(15_900_000, 0)},
		amounts{"bought": h.Bought, "idle": h.Idle, "room": h.Room, "funding": d.Balance(credit.FundingAccount)})
	in, facts := paying(d0Pool - usd(15_000_000, 0))
	facts.Offered = usd(100_000_000, 0)
	d.Collect(in)
	if h = payDay(t, d, facts); h.Bought != usd(15_900_000, 0) || h.Room != 0 {
		t.Errorf("bought %v with room %v left: want all the cash spent", h.Bought, h.Room)
	}
}

func TestEligibility(t *testing.T) {
	d := open(t, quiet(), d0Pool)
	most := unit.Rate(15_000).Of(usd(200_000_000, 0)) // 1.5% of loans and cash
	for _, c := range []struct {
		name string
		o    credit.Offer
		want bool
	}{
		{"at the LTV limit", credit.Offer{Principal: 50, Debt: 50, Value: 100}, true},
		{"a cent over it", credit.Offer{Principal: 51, Debt: 51, Value: 100}, false},
		{"borrower at the limit", credit.Offer{Principal: 1, Debt: 1, Value: 100, Borrower: most - 1}, true},
		{"borrower over it", credit.Offer{Principal: 1, Debt: 1, Value: 100, Borrower: most}, false},
	} {
		if got := d.Accepts(c.o); got != c.want {
			t.Errorf("%s: accepted %v", c.name, got)
		}
	}
}

func TestUnusedPrefundingRedeemsNotesByRank(t *testing.T) {
	s := quiet()
	s.Prefunding = credit.PrefundingSpec{Amount: usd(10_000_000, 0), Months: 2}
	d := open(t, s, d0Pool-usd(10_000_000, 0))
	last := watch(d)
	pool := d0Pool - usd(10_000_000, 0)
	in, facts := paying(pool)
	facts.Offered = usd(4_000_000, 0)
	d.Collect(in)
	payDay(t, d, facts)
	in, facts = paying(pool + usd(4_000_000, 0))
	d.Collect(in)
	payDay(t, d, facts)
	compare(t, amounts{"A": usd(6_000_000, 0), "funding": usd(900_000, 0)}, amounts{"A": last["note.A"].Principal, "funding": d.Balance(credit.FundingAccount)})
}

func TestCleanUpCallPaysEveryNoteAtPar(t *testing.T) {
	d := open(t, quiet(), d0Pool)
	left := usd(19_910_000, 0) // 10% exactly
	in, _ := paying(d0Pool)
	in.Principal = d0Pool - left
	d.Collect(in)
	h := payDay(t, d, credit.PoolFacts{Performing: left, Unpaid: usd(100, 0)})
	if h.Called != left+usd(100, 0) || !h.Done {
		t.Fatalf("handed %+v: want a call at par", h)
	}
	res := windUp(t, d, d.Next(), credit.Estate{})
	compare(t, amounts{"A": 0, "B": 0, "equity": usd(21_400_000, 0)}, amounts{"A": res.Notes[0].Loss, "B": res.Notes[1].Loss, "equity": res.Residual.Equity})
	if res.Residual.Loss >= 0 {
		t.Errorf("the owner lost %v in a healthy deal", res.Residual.Loss)
	}

	d.Reset()
	in.WrittenOff, in.Principal = usd(30_000_000, 0), in.Principal-usd(30_000_000, 0)
	d.Collect(in)
	if h = payDay(t, d, credit.PoolFacts{Performing: left}); h.Called != 0 {
		t.Error("called although the notes cannot be paid at par")
	}
}

func TestWithoutWindUpNotesStand(t *testing.T) {
	s := quiet()
	s.WindUp = false
	d := open(t, s, d0Pool)
	res := windUp(t, d, unit.DateOf(2025, 12, 31), credit.Estate{Principal: 1})
	if res.Wound || res.Notes[0].Balance != usd(160_000_000, 0) || res.Notes[0].WrittenDown != 0 {
		t.Errorf("result %+v: want notes at their balance", res)
	}
	if _, err := d.Yields("A"); !errors.Is(err, credit.ErrOutstanding) {
		t.Errorf("yield of an outstanding note: %v", err)
	}
}

func TestOpeningBetweenPaymentDates(t *testing.T) {
	s := quiet()
	d, err := s.Open(credit.Opening{Day: unit.DateOf(2026, 2, 10), Principal: d0Pool})
	if err != nil {
		t.Fatal(err)
	}
	last := watch(d)
	if d.Next() != unit.DateOf(2026, 2, 28) {
		t.Fatalf("next payment %v", d.Next())
	}
	payDay(t, d, credit.PoolFacts{Performing: d0Pool})
	twenty := unit.Interest(usd(160_000_000, 0), 68_500, 20, 360) // 10 to 30 February on 30/360
	compare(t, amounts{"coupon": twenty, "trustee": usd(10_000, 0)}, amounts{"coupon": last["note.A"].Due, "trustee": last["fee.trustee"].Due})
	payDay(t, d, credit.PoolFacts{Performing: d0Pool})
	compare(t, amounts{"coupon": usd(913_333, 33)}, amounts{"coupon": last["note.A"].Due})
}

func TestWindingUpMidPeriodAccruesUpToTheDay(t *testing.T) {
	d := open(t, quiet(), d0Pool)
	res := windUp(t, d, unit.DateOf(2026, 1, 15), credit.Estate{Principal: d0Pool})
	want := unit.Interest(usd(160_000_000, 0), 68_500, 15, 360)
	compare(t, amounts{"coupon": want}, amounts{"coupon": res.Notes[0].Interest})
}

// A stub's time is that of its coupon: a payment date stays whole months away although 30/360 counts 28 days from the end
// of February to 28 March.
func TestTimeIsCountedAsCouponsAre(t *testing.T) {
	for _, c := range []struct {
		closing, opened unit.Date
		payments        int
		end             unit.Date
		months          float64
	}{
		{unit.DateOf(2026, 2, 28), unit.DateOf(2026, 2, 28), 1, unit.DateOf(2026, 3, 29), 1 + 1.0/30},
		{unit.DateOf(2026, 2, 28), unit.DateOf(2026, 2, 28), 2, unit.DateOf(2026, 5, 1), 2 + 3.0/30},
		{unit.DateOf(2028, 2, 29), unit.DateOf(2028, 2, 29), 2, unit.DateOf(2028, 5, 14), 2 + 15.0/30},
		{unit.DateOf(2026, 8, 29), unit.DateOf(2026, 8, 29), 6, unit.DateOf(2027, 3, 17), 6 + 17.0/30},
		{unit.DateOf(2025, 12, 31), unit.DateOf(2025, 12, 31), 1, unit.DateOf(2026, 2, 10), 1 + 10.0/30},
		{unit.DateOf(2025, 12, 28), unit.DateOf(2026, 2, 8), 3, unit.DateOf(2026, 4, 29), 22.0/30 + 2 + 1.0/30},
	} {
		s := quiet()
		s.Closing = c.closing
		d, err := s.Open(credit.Opening{Day: c.opened, Principal: d0Pool})
		if err != nil {
			t.Fatal(err)
		}
		for range c.payments {
			payDay(t, d, credit.PoolFacts{Performing: d0Pool})
		}
		windUp(t, d, c.end, credit.Estate{Principal: d0Pool})
		flows, err := d.Flows("A")
		if err != nil {
			t.Fatal(err)
		}
		within(t, fmt.Sprintf("months from %v to %v", c.opened, c.end), flows[len(flows)-1].Months, c.months, 1e-12)
	}
}

func TestActual365CountsDays(t *testing.T) {
	s := quiet()
	s.DayCount = "act/365"
	d := open(t, s, d0Pool)
	last := watch(d)
	payDay(t, d, credit.PoolFacts{Performing: d0Pool})
	payDay(t, d, credit.PoolFacts{Performing: d0Pool})
	compare(t, amounts{"February": unit.Interest(usd(160_000_000, 0), 68_500, 28, 365), "trustee": usd(15_000, 0)},
		amounts{"February": last["note.A"].Due, "trustee": last["fee.trustee"].Due})
}

func TestAuditNamesInvariantPeriodAndSides(t *testing.T) {
	for _, c := range []struct {
		name  string
		in    credit.Collections
		facts credit.PoolFacts
		want  string
	}{
		{"a loan vanished", credit.Collections{}, credit.PoolFacts{Performing: d0Pool - 1}, "audit I3: period 1 (2026-01-31), pool: open + bought − repaid − recovered − written off = Σ loans: 19910000000 against 19909999999"},
		{"proceeds above the obligation", credit.Collections{Gross: 100, RecoveredInterest: 100, Owed: 99}, credit.PoolFacts{Performing: d0Pool}, "I8"},
		{"a cent of a sale lost", credit.Collections{Gross: 100, RecoveredInterest: 99, Owed: 99}, credit.PoolFacts{Performing: d0Pool}, "I8"},
		{"negative surplus", credit.Collections{Gross: 0, Surplus: -1, Cost: 1}, credit.PoolFacts{Performing: d0Pool}, "I7"},
		{"coins sold twice", credit.Collections{}, credit.PoolFacts{Performing: d0Pool, Coins: credit.CoinCount{Open: 5, Sold: 3, Held: 2, Bought: 2}}, "I4"},
		{"coins vanished", credit.Collections{}, credit.PoolFacts{Performing: d0Pool, Coins: credit.CoinCount{Open: 5, Held: 4}}, "I4"},
	} {
		d := open(t, quiet(), d0Pool)
		d.Collect(c.in)
		_, err := d.PayDay(c.facts)
		var audit *credit.AuditError
		if !errors.As(err, &audit) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestResetAndCloneAreTheOpening(t *testing.T) {
	d := open(t, credit.Ledn20261(), d0Pool)
	run := func(d *credit.Deal) string {
		d.Collect(credit.Collections{Interest: usd(700_000, 0), WrittenOff: usd(9_000_000, 0)})
		payDay(t, d, credit.PoolFacts{Performing: d0Pool - usd(9_000_000, 0)})
		return fmt.Sprintf("%+v %+v", windUp(t, d, d.Next(), credit.Estate{Principal: usd(120_000_000, 0)}), d.Log())
	}
	first := run(d)
	if second := run(d.Clone()); second != first {
		t.Errorf("a clone ran differently:\n%s\n%s", second, first)
	}
	d.Reset()
	if again := run(d); again != first {
		t.Errorf("after Reset:\n%s\n%s", again, first)
	}
	if n := testing.AllocsPerRun(10, d.Reset); n > 0 {
		t.Errorf("Reset allocates %v times", n)
	}
}

func TestPayDayAllocatesNothing(t *testing.T) {
	d := open(t, credit.Ledn20261(), d0Pool)
	in, facts := paying(d0Pool)
	if n := testing.AllocsPerRun(10, func() {
		d.Collect(in)
		d.Mark(d.Next(), facts)
		payDay(t, d, facts)
	}); n > 0 {
		t.Errorf("a payment date allocates %v times", n)
	}
}
