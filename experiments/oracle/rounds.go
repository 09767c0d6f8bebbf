package oracle

import (
	"math"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// rounds is the stylised fire sale of the ladder cases, written from its description and in floating point, as published
// engines do it: in a round every open loan whose LTV = debt/(units·p) is strictly above the threshold is sold in full,
// all in one clearing; p ← p·exp(−β·q/total), sellers get the mean of the prices before and after.
type rounds struct {
	debts []float64 // at a start price of 1, a unit of collateral each
	beta  float64
}

type outcome struct {
	waves     []int     // loans sold in each
	prices    []float64 // after the shock, then after each clearing
	shortfall float64   // Σ max(0, debt − proceeds)
}

func (r rounds) run(shock float64) (o outcome) {
	p, gone := 1-shock, make([]bool, len(r.debts))
	o.prices = []float64{p}
	for {
		var sold []int
		for i, debt := range r.debts {
			if !gone[i] && debt/p > threshold {
				sold, gone[i] = append(sold, i), true
			}
		}
		if len(sold) == 0 {
			return o
		}
		after := p * math.Exp(-r.beta*float64(len(sold))/float64(len(r.debts)))
		for _, i := range sold {
			o.shortfall += math.Max(0, r.debts[i]-(p+after)/2)
		}
		o.waves, o.prices, p = append(o.waves, len(sold)), append(o.prices, after), after
	}
}

func (o outcome) sold() (n int) {
	for _, w := range o.waves {
		n += w
	}
	return n
}

func (o outcome) final() float64 { return o.prices[len(o.prices)-1] }

// pool is the loans at a price scale, of equal coins.
func (r rounds) pool(scale float64, coins unit.BTC) *credit.Pool {
	pool := &credit.Pool{}
	for i, debt := range r.debts {
		pool.Loans = append(pool.Loans, loan(i, cents(debt*scale*coins.Float()), coins))
	}
	return pool
}
