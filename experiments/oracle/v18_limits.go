package oracle

import (
	"fmt"
	"math"
	"math/rand/v2"

	"firesale/experiments/metric"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/record"
)

// monotone is M5, for worlds where it holds: close-out, at once, permanent impact. change makes a world worse by a factor
// k > 1.
func monotone(change func(t *toy, k float64)) rule {
	return func(luck *rand.Rand) (string, error) {
		t := randomToy(luck)
		t.plain()
		t.permanent()
		t.instant = true
		loans, last := -1, math.Inf(1)
		for range 8 {
			run, err := t.run(sim.Keep{})
			if err != nil {
				return "", err
			}
			if totalLoans(run) < loans || run.LogFinal > last+1e-12 {
				return fmt.Sprintf("%v: %d loans and %g after %d loans and %g", t, totalLoans(run), run.LogFinal, loans, last), nil
			}
			loans, last = totalLoans(run), run.LogFinal
			change(&t, 1+0.3*luck.Float64())
		}
		return "", nil
	}
}

func largerDebts(t *toy, k float64) {
	*t = t.clone()
	for i := range t.lenders {
		for j := range t.lenders[i].loans {
			one := &t.lenders[i].loans[j]
			one.Principal = unit.USD(float64(one.Principal) * (1 + (k-1)/5))
		}
	}
}

// aloneIsSame is M4 for lenders.
func aloneIsSame(luck *rand.Rand) (string, error) { return alone(randomToy(luck)) }

func alone(t toy) (string, error) {
	t.law = "none"
	together, err := t.run(sim.Keep{})
	if err != nil {
		return "", err
	}
	for _, l := range t.lenders {
		single := t.clone()
		single.lenders = []toyLender{l}
		alone, err := single.run(sim.Keep{})
		if err != nil {
			return "", err
		}
		isIt := func(name string) bool { return name == l.name }
		if why := differ(t, lenderFacts(together, isIt), lenderFacts(alone, isIt)); why != "" {
			return why, nil
		}
	}
	return "", nil
}

// noFeedback is M4 for what is measured.
func noFeedback(luck *rand.Rand) (string, error) {
	t := randomToy(luck)
	t.law = "none"
	run, err := t.run(sim.Keep{})
	if err != nil {
		return "", err
	}
	for _, m := range []struct {
		name string
		want float64
	}{{"amplification", 1}, {"reproduction", 0}} {
		if x, exists := metricOf(m.name)(run); exists && x != m.want && !(t.instant && m.name == "reproduction") {
			return fmt.Sprintf("%v: %s %g", t, m.name, x), nil
		}
	}
	if run.LogMin != run.Twin.LogMin || run.LogFinal != run.Twin.LogFinal || totalSold(run) != run.Twin.Sold {
		return fmt.Sprintf("%v: differs from its twin", t), nil
	}
	return "", nil
}

func metricOf(name string) func(r *record.Run) (float64, bool) {
	for _, k := range metric.Kinds {
		if k.Name == name {
			return k.Of
		}
	}
	panic("oracle: no metric " + name)
}

// deletedIsEmpty is M8 for a lender that is not there.
func deletedIsEmpty(luck *rand.Rand) (string, error) {
	t := randomToy(luck)
	return deleted(t, luck.IntN(len(t.lenders)))
}

func deleted(t toy, gone int) (string, error) {
	without, none, empty := t.clone(), t.clone(), t.clone()
	without.lenders = append(without.lenders[:gone], without.lenders[gone+1:]...)
	none.lenders[gone].copies = 0
	empty.lenders[gone].loans = nil
	first, err := without.run(sim.Keep{})
	if err != nil {
		return "", err
	}
	for _, other := range []toy{none, empty} {
		run, err := other.run(sim.Keep{})
		if err != nil {
			return "", err
		}
		if why := differ(t, facts(first), facts(run)); why != "" {
			return why, nil
		}
	}
	return "", nil
}

// pathIsFree is M8 for draws: the exogenous path is that of a world without lenders.
func pathIsFree(luck *rand.Rand) (string, error) {
	t := randomToy(luck)
	t.instant = false
	deserted := t.clone()
	deserted.lenders = nil
	one, other, err := both(t, deserted)
	if err != nil {
		return "", err
	}
	if one.Twin.LogMin != other.LogMin || one.Twin.LogFinal != other.LogFinal {
		return fmt.Sprintf("%v: the twin ends at %g, a world without lenders at %g", t, one.Twin.LogFinal, other.LogFinal), nil
	}
	return "", nil
}

// clockIsInstant is M9.
func clockIsInstant(luck *rand.Rand) (string, error) {
	t := randomToy(luck)
	t.permanent()
	t.instant = true
	for i := range t.lenders {
		l := &t.lenders[i]
		l.capacity, l.latency, l.polling = 0, 0, 1
		for j := range l.loans {
			l.loans[j].Rate = 0 // at once there is none
		}
	}
	at, err := t.run(sim.Keep{})
	if err != nil {
		return "", err
	}
	clocked := t.clone()
	clocked.instant, clocked.steps = false, 2_000
	w, err := clocked.world()
	if err != nil {
		return "", err
	}
	w.Clock.Step = unit.Second
	for i := range w.Lenders {
		w.Lenders[i].Charter.Clock = w.Clock
	}
	w.Price = &price.Shock{Shock: unit.Ratio(math.Expm1(-t.shock)), Then: "constant"}
	by, err := once(w, sim.Keep{})
	if err != nil {
		return "", err
	}
	if at.LogFinal != by.LogFinal || totalSold(at) != totalSold(by) || totalLoans(at) != totalLoans(by) {
		return fmt.Sprintf("%v: at once %g with %v sold, by the clock %g with %v", t, at.LogFinal, totalSold(at), by.LogFinal, totalSold(by)), nil
	}
	return "", nil
}

// twinIsAlone is M10.
func twinIsAlone(luck *rand.Rand) (string, error) { return twin(randomToy(luck)) }

func twin(t toy) (string, error) {
	run, err := t.run(sim.Keep{})
	if err != nil {
		return "", err
	}
	loans, sold, short := 0, unit.BTC(0), unit.USD(0)
	for _, l := range t.lenders {
		single := t.clone()
		single.lenders, single.law = []toyLender{l}, "none"
		alone, err := single.run(sim.Keep{})
		if err != nil {
			return "", err
		}
		loans += totalLoans(alone)
		sold += totalSold(alone)
		for _, one := range alone.Lenders {
			short += one.Shortfall
		}
	}
	twin := fmt.Sprintf("%d loans, %v sold, %v short", run.Twin.LiquidatedLoans, run.Twin.Sold, run.Twin.Shortfall)
	return differ(t, twin, fmt.Sprintf("%d loans, %v sold, %v short", loans, sold, short)), nil
}
