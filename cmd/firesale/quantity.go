package main

import (
	"strings"

	"firesale/experiments"
	"firesale/experiments/metric"
)

// A quantity is a column of the answer: a metric, and how a person reads it.
type quantity struct {
	metric, head string
	form         form
}

type form int

const (
	asIs     form = iota
	percent       // of a share
	chance        // of a probability: the ends of its interval, which lie unevenly about it
	dollars       // becomes millions where one is large
	millions      // of dollars
)

// prices and sales, and what they did to lenders; a quantity that exists in no point is left out.
var (
	prices = []quantity{
		{"drawdown_exogenous", "fall alone", percent},
		{"drawdown", "fall with sales", percent},
		{"amplification", "amplification", asIs},
		{"reproduction", "reproduction", asIs},
		{"liquidated_share", "loans sold", percent},
		{"waves", "waves", asIs},
	}
	losses = []quantity{
		cured,
		{"cascade", "cascades", chance},
		{"cascade_drawdown", "fall in one", percent},
		{"ltv_at_sale_max", "max LTV at sale", percent},
		{"shortfall_usd", "shortfall", dollars},
	}
	cycles = []quantity{
		{"cycle_amplitude", "cycle amplitude", asIs},
		{"originated_usd", "new loans", dollars},
		{"renewed_usd", "renewed", dollars},
		{"issued_deals", "deals issued", asIs},
		{"early_amortizations", "amortized early", asIs},
	}
)

// cured is shown where borrowers answer at all: elsewhere it is 0 by assumption.
var cured = quantity{"cure_share", "calls cured", percent}

// ofLoans is what means nothing where nobody lends.
var ofLoans = []string{"waves", "shortfall_usd"}

// execution is how coins were sold that had to wait; where none do, it is what the impact says.
func execution(s *experiments.Study) []quantity {
	if !s.Waits() {
		return nil
	}
	return []quantity{
		{"trigger_shortfall", "sold below trigger", percent},
		{"arrival_shortfall", "below arrival", percent},
		{"queue_hours", "hours in queue", asIs},
		{"under_water_hours", "hours under water", asIs},
	}
}

func noteLosses(s *experiments.Study) (columns []quantity) {
	for _, note := range s.NoteColumns() {
		columns = append(columns, quantity{note, "loss " + strings.TrimPrefix(note, "loss_usd."), dollars})
	}
	return columns
}

// inBook is what only an order book has: what traded there, and what each lender's coins were sold for.
func inBook(s *experiments.Study) (columns []quantity) {
	heads := map[string]string{"trades": "trades", "volume_btc": "volume, BTC", "spread_ticks": "spread, ticks"}
	for _, name := range s.BookColumns() {
		head, of := heads[name], asIs
		if lender, ok := strings.CutPrefix(name, metric.SalePrice.Name+"."); ok {
			head, of = "sale price "+lender, dollars
		}
		columns = append(columns, quantity{name, head, of})
	}
	return columns
}
