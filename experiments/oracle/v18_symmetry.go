package oracle

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"firesale/agents/credit"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/record"
)

// both runs a world and its changed copy.
func both(t, changed toy) (one, other *record.Run, err error) {
	if one, err = t.run(sim.Keep{}); err != nil {
		return nil, nil, err
	}
	other, err = changed.run(sim.Keep{})
	return one, other, err
}

// rounding is how far the log prices of two worlds may lie apart that are equal but for the rounding of cents and
// satoshis: sales of part of a loan are rounded, and every round sells what the rounding of the one before left open.
func (t toy) rounding(closedOut float64) float64 {
	for _, l := range t.lenders {
		if l.terms.Liquidation != "close-out" {
			return 1e-4
		}
	}
	return closedOut
}

// differ says how two texts differ, naming the world.
func differ(t toy, one, other string) string {
	if one == other {
		return ""
	}
	return fmt.Sprintf("%v: %s against %s", t, one, other)
}

// apart says so if two numbers lie further apart than a tolerance.
func apart(t toy, what string, one, other, tolerance float64) string {
	if math.Abs(one-other) <= tolerance {
		return ""
	}
	return fmt.Sprintf("%v: %s %.15g against %.15g", t, what, one, other)
}

// orderMatters is M1.
func orderMatters(luck *rand.Rand) (string, error) {
	t := randomToy(luck)
	mixed := t.clone()
	for i := range mixed.lenders {
		l := &mixed.lenders[i]
		l.name = "renamed " + l.name
		luck.Shuffle(len(l.loans), func(a, b int) { l.loans[a], l.loans[b] = l.loans[b], l.loans[a] })
	}
	luck.Shuffle(len(mixed.lenders), func(a, b int) { mixed.lenders[a], mixed.lenders[b] = mixed.lenders[b], mixed.lenders[a] })
	one, other, err := both(t, mixed)
	if err != nil {
		return "", err
	}
	return differ(t, facts(one), strings.ReplaceAll(facts(other), "renamed ", "")), nil
}

// cutInTwo is M2: every loan becomes two halves, and every lender two with one half of each loan. Without capacities,
// which a lender has for itself; amounts agree to the satoshi that each sale of a loan is rounded by.
func cutInTwo(luck *rand.Rand) (string, error) {
	t := randomToy(luck)
	for i := range t.lenders {
		t.lenders[i].capacity = 0
	}
	loans, lenders := t.clone(), t.clone()
	for i := range t.lenders {
		half := slices.Clone(t.lenders[i].loans)
		for j := range half {
			half[j].Principal /= 2
			half[j].Collateral /= 2
		}
		loans.lenders[i].loans = append(half, half...)
		lenders.lenders[i].loans = half
		other := lenders.lenders[i]
		other.name += " too"
		lenders.lenders = append(lenders.lenders, other)
	}
	whole, err := t.run(sim.Keep{})
	if err != nil {
		return "", err
	}
	for _, cut := range []toy{loans, lenders} {
		parts, err := cut.run(sim.Keep{})
		if err != nil {
			return "", err
		}
		if why := halves(t, whole, parts); why != "" {
			return why, nil
		}
	}
	return "", nil
}

// halves says how a run whose loans were cut in two is not the run of the whole ones.
func halves(t toy, whole, parts *record.Run) string {
	if why := apart(t, "log of the last price", whole.LogFinal, parts.LogFinal, t.rounding(1e-8)); why != "" {
		return why
	}
	return apart(t, "liquidated loans, twice", 2*float64(totalLoans(whole)), float64(totalLoans(parts)), 0)
}

// rescaledMoney is M3 for money: marks are whole cents, which larger prices round less.
func rescaledMoney(luck *rand.Rand) (string, error) {
	t := randomToy(luck)
	k := 2 + luck.IntN(50)
	dear := t.clone()
	dear.start *= float64(k)
	for i := range dear.lenders {
		scaleDebts(dear.lenders[i].loans, k)
	}
	one, other, err := both(t, dear)
	if err != nil {
		return "", err
	}
	if why := apart(t, "log fall", one.LogFinal-one.LogStart, other.LogFinal-other.LogStart, t.rounding(1e-6)); why != "" {
		return why, nil
	}
	return apart(t, "liquidated loans", float64(totalLoans(one)), float64(totalLoans(other)), 0), nil
}

// rescaledCoins is M3 for bitcoin.
func rescaledCoins(luck *rand.Rand) (string, error) {
	t := randomToy(luck)
	k := 2 + luck.IntN(20)
	big := t.clone()
	big.depth *= float64(k)
	for i := range big.lenders {
		l := &big.lenders[i]
		scaleDebts(l.loans, k)
		l.capacity *= unit.BTC(k)
		for j := range l.loans {
			l.loans[j].Collateral *= unit.BTC(k)
		}
	}
	one, other, err := both(t, big)
	if err != nil {
		return "", err
	}
	if why := apart(t, "log of the last price", one.LogFinal, other.LogFinal, t.rounding(1e-8)); why != "" {
		return why, nil
	}
	return apart(t, "liquidated loans", float64(totalLoans(one)), float64(totalLoans(other)), 0), nil
}

func scaleDebts(loans []credit.Loan, k int) {
	for j := range loans {
		loans[j].Principal *= unit.USD(k)
	}
}

// twice is M12: copies and depth doubled, the same prices to the last bit.
func twice(luck *rand.Rand) (string, error) {
	t := randomToy(luck)
	t.permanent()
	more := t.clone()
	more.depth *= 2
	for i := range more.lenders {
		more.lenders[i].copies *= 2
	}
	one, err := t.run(sim.Keep{Path: true})
	if err != nil {
		return "", err
	}
	other, err := more.run(sim.Keep{Path: true})
	if err != nil {
		return "", err
	}
	return differ(t, prices(one), prices(other)), nil
}

// prices is the path of the mid, as text.
func prices(r *record.Run) string {
	var b strings.Builder
	for _, row := range r.Path {
		fmt.Fprintln(&b, row.Price)
	}
	return b.String()
}
