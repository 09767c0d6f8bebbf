package oracle

import (
	"fmt"
	"math/rand/v2"

	"firesale/agents/borrower"
	"firesale/market/unit"
	"firesale/sim"
)

// actingToy is a world by the clock whose borrowers, two loans each, answer margin calls, prepay, ask for coins, and renew or
// repay what is due. Most of them can do so in time.
func actingToy(luck *rand.Rand) toy {
	t := randomToy(luck)
	t.instant = false
	for i := range t.lenders {
		l := &t.lenders[i]
		l.borrowers = randomBorrowers(luck)
		for j := range l.loans {
			one := &l.loans[j]
			one.Borrower = fmt.Sprint(j / 2)
			one.Matures = firstDay + unit.Date(1+luck.IntN(60))
		}
	}
	return t
}

func randomBorrowers(luck *rand.Rand) borrower.Params {
	habits := borrower.HabitsPreset()
	habits.Cure = [...]string{"cash", "top-up", "sell"}[luck.IntN(3)]
	habits.PrepayRate = unit.Ratio(10 * luck.Float64())
	habits.ReleaseLTV = 45 * unit.Percent
	if luck.IntN(3) == 0 {
		s := borrower.StrategicPreset().(*borrower.Strategic)
		s.Habits = habits
		return s
	}
	h := borrower.HazardPreset().(*borrower.Hazard)
	h.Habits = habits
	return h
}

// borrowerRules is V18 where borrowers act, all their luck at addresses of their own.
func borrowerRules(b *bench) error {
	for _, r := range []struct {
		name string
		rule rule
	}{
		{"M2 a loan cut in two is one decision of its borrower", actingCut},
		{"M4 without impact no lender changes what another's borrowers do", acting(alone)},
		{"M8 a lender deleted, without copies or without loans: others' borrowers do the same", acting(func(t toy) (string, error) { return deleted(t, 0) })},
		{"M10 feedback off is each lender and its borrowers alone without impact", acting(twin)},
	} {
		if err := b.everywhere(r.name, 80, r.rule); err != nil {
			return err
		}
	}
	return nil
}

// acting is a rule about worlds whose borrowers act.
func acting(holds func(toy) (string, error)) rule {
	return func(luck *rand.Rand) (string, error) { return holds(actingToy(luck)) }
}

// actingCut is M2 where draws belong to the borrower. Lenders are not cut: their names are in the address of the draws. Knives'
// edges are left out, where a cent or a satoshi decides: interest, sales of a part of a loan, and prices that they move.
func actingCut(luck *rand.Rand) (string, error) {
	t := actingToy(luck)
	for i := range t.lenders {
		l := &t.lenders[i]
		l.capacity, l.terms.Liquidation = 0, "close-out"
		if h, ok := l.borrowers.(*borrower.Hazard); ok && h.Cure == "sell" {
			h.Cure = "cash"
		}
		if s, ok := l.borrowers.(*borrower.Strategic); ok && s.Cure == "sell" {
			s.Cure = "cash"
		}
		for j := range l.loans {
			l.loans[j].Rate = 0
		}
	}
	cut := t.clone()
	for i := range cut.lenders {
		half := cut.lenders[i].loans
		for j := range half {
			half[j].Principal /= 2
			half[j].Collateral /= 2
		}
		cut.lenders[i].loans = append(half, half...)
	}
	whole, err := t.run(sim.Keep{})
	if err != nil {
		return "", err
	}
	parts, err := cut.run(sim.Keep{})
	if err != nil {
		return "", err
	}
	return halves(t, whole, parts), nil
}
