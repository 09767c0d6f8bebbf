package oracle

import (
	"math/rand/v2"
)

// A rule looks at one world made by chance and says how it breaks the rule, or nothing.
type rule func(luck *rand.Rand) (broken string, err error)

// rules is V18: what must hold in every world, tried in worlds from a fixed seed.
func rules(b *bench) error {
	for _, r := range []struct {
		name string
		rule rule
	}{
		{"M1 order and names of loans and lenders do not matter", orderMatters},
		{"M2 a loan cut in two, a lender cut in two", cutInTwo},
		{"M3 prices and debts times k: ratios stay", rescaledMoney},
		{"M3 coins, debts and depth times k: displacement stays", rescaledCoins},
		{"M4 without impact no lender changes another's result", aloneIsSame},
		{"M4 without impact amplification is 1, reproduction 0 or none", noFeedback},
		{"M5 a deeper shock liquidates no less, ends no higher", monotone(func(t *toy, k float64) { t.shock *= k })},
		{"M5 a shallower market liquidates no less, ends no higher", monotone(func(t *toy, k float64) { t.depth /= k })},
		{"M5 larger debts liquidate no less, end no higher", monotone(largerDebts)},
		{"M8 a lender deleted, without copies or without loans is the same", deletedIsEmpty},
		{"M8 the exogenous path does not know the lenders", pathIsFree},
		{"M9 a shock and then stillness, by the clock, is the instant run", clockIsInstant},
		{"M10 feedback off is each lender alone without impact", twinIsAlone},
		{"M11 Shapley's shares add up, none without loans, equal for equals", shapleyAddsUp},
		{"M12 twice the copies in twice the depth: the same path", twice},
	} {
		if err := b.everywhere(r.name, 300, r.rule); err != nil {
			return err
		}
	}
	if err := borrowerRules(b); err != nil {
		return err
	}
	return statisticalRules(b)
}

// everywhere tries a rule in at most so many worlds and reports how many break it, and the first that does.
func (b *bench) everywhere(name string, most int, r rule) error {
	worlds := min(b.replications(most), most)
	broken := make([]string, worlds)
	err := share(b.ctx, worlds, func() (func(int) error, error) {
		return func(i int) (err error) {
			broken[i], err = r(rand.New(rand.NewPCG(seed, uint64(i))))
			return err
		}, nil
	})
	if err != nil {
		return err
	}
	b.broken(name+": of %d worlds", broken)
	return nil
}
