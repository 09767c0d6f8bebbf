package oracle

import (
	"math/rand/v2"

	"firesale/experiments/stats"
	"firesale/sim"
)

// shapleyAddsUp is M11: shares in the losses of all lenders add up to them, to the billionth; a lender without loans has
// none; two lenders who differ in name only have the same. Shares are sums of whole cents with weights, so that equal ones
// may differ by the rounding of these sums.
func shapleyAddsUp(luck *rand.Rand) (string, error) {
	t := randomToy(luck)
	again := t.lenders[0]
	again.name = "again " + again.name
	t.lenders = append(t.lenders, again, toyLender{name: "empty", copies: 1, terms: again.terms, polling: 1})
	n := len(t.lenders)
	losses, err := t.coalitions()
	if err != nil {
		return "", err
	}
	shares := stats.Shapley(n, func(s uint64) float64 { return losses[s] })
	total := losses[len(losses)-1]
	if broken := apart(t, "sum of shares", stats.Sum(shares), total, 1e-9*max(1, total)); broken != "" {
		return broken, nil
	}
	if broken := apart(t, "share without loans", shares[n-1], 0, 0); broken != "" {
		return broken, nil
	}
	return apart(t, "shares of equals", shares[0], shares[n-2], 1e-9*max(1, total)), nil
}

// coalitions is what the lenders of every coalition lose with only these present.
func (t toy) coalitions() (losses []float64, err error) {
	w, err := t.world()
	if err != nil {
		return nil, err
	}
	runner, err := sim.NewRunner(w.Without(sim.Off{}))
	if err != nil {
		return nil, err
	}
	for present := range uint64(1) << len(t.lenders) {
		var absent []string
		for i, l := range t.lenders {
			if present>>i&1 == 0 {
				absent = append(absent, l.name)
			}
		}
		run, err := runner.Play(0, sim.Scenario{Absent: absent}, sim.Keep{})
		if err != nil {
			return nil, err
		}
		sum := 0.0
		for _, l := range run.Lenders {
			sum += l.Shortfall.Float()
		}
		losses = append(losses, sum)
	}
	return losses, nil
}
