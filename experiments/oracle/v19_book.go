package oracle

import (
	"fmt"

	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/record"
)

// C8, the order book: best bid < best ask, what a level says it holds is what its orders hold, and what lenders were
// filled is what the book traded with them. The venue checks it at the end of every run, which fails if it is broken; here
// in crashes in which two lenders with the same loans sell, one of them later than the other.
func bookHolds(b *bench) error {
	w, err := exitRace(5*unit.Second, 45*unit.Second)
	if err != nil {
		return err
	}
	crashes := min(b.replications(8), 8)
	broken, won := make([]string, crashes), make([]bool, crashes)
	err = share(b.ctx, crashes, func() (func(int) error, error) {
		runner, err := sim.NewRunner(w)
		return func(i int) error {
			run, err := runner.Run(i, sim.Keep{})
			if err != nil {
				broken[i] = err.Error()
				return nil
			}
			won[i] = averagePrice(&run.Lenders[0]) > averagePrice(&run.Lenders[1])
			return nil
		}, err
	})
	if err != nil {
		return err
	}
	b.broken("C8 the order book: of %d crashes", broken)
	first := countIf(won, func(yes bool) bool { return yes })
	b.holds(fmt.Sprintf("who comes first to the book sells better: of %d crashes, in", crashes), "all but one", fmt.Sprint(first), first >= crashes-1)
	return nil
}

func averagePrice(l *record.Lender) float64 { return l.Proceeds.Float() / l.Sold.Float() }

// exitRace is a book whose value traders see the price fall by a fifth within forty minutes, and lenders whose loans breach
// one after the other on the way; their orders arrive so long after a look.
func exitRace(latency ...unit.Duration) (*sim.World, error) {
	p := &price.Scripted{At: []unit.Duration{0, 10 * unit.Minute, 50 * unit.Minute}, USD: []float64{published, published, 0.8 * published}}
	w := fallingBook()
	w.Price, w.Steps = p, 90
	w.Book.WarmUp = unit.Hour
	pool := loansWaking(20, published, unit.CoinsOf(30), func(i int) float64 { return -0.05 - 0.005*float64(i) })
	for i, d := range latency {
		l, err := lender(fmt.Sprint("lender", i), pool, ledn("close-out"))
		if err != nil {
			return nil, err
		}
		l.Charter.Clock, l.Charter.Latency, l.Charter.Offset = w.Clock, 1, d
		w.Lenders = append(w.Lenders, l)
	}
	return w, nil
}
