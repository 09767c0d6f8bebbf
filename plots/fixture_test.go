package plots

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"firesale/experiments/results"
)

// The fixture is a toy of the model: a pool of a hundred loans, copied 1, 10, 30 and 100 times, sells into a market
// of linear impact on twelve twin paths of ninety days. It is not the simulator; its tables have the same columns.
const (
	fixtureLoans = 100
	fixtureSteps = 540
	fixtureHours = 4.0
	fixtureStart = 87508.0
	fixtureKept  = 12
	fixtureRuns  = 200
)

var fixtureCopies = []int64{1, 10, 30, 100}

type toyLoan struct{ principal, coins, call, liquidation float64 }

type toyRun struct {
	price, twin, sold, first []float64 // first: sold of generation 0
}

// toyPool has loans of equal principal, their loan-to-value spread by 6 points around 56%.
func toyPool() []toyLoan {
	r := rand.New(rand.NewPCG(1, 2))
	var pool []toyLoan
	for range fixtureLoans {
		ltv := min(0.69, 0.5578*math.Exp(0.11*r.NormFloat64()-0.006))
		coins := 1_991_000 / ltv / fixtureStart
		pool = append(pool, toyLoan{1_991_000, coins, 1_991_000 / coins / 0.7, 1_991_000 / coins / 0.8})
	}
	slices.SortFunc(pool, func(a, b toyLoan) int { return int(math.Copysign(1, b.liquidation-a.liquidation)) })
	return pool
}

func toy(pool []toyLoan, copies int64, replication int) toyRun {
	r := rand.New(rand.NewPCG(7, uint64(replication)))
	var run toyRun
	var f, impact float64
	next, nextTwin := 0, 0
	for range fixtureSteps {
		f += 0.55*math.Sqrt(fixtureHours/8760)*r.NormFloat64() - 0.0006
		price, twin := fixtureStart*math.Exp(f+impact), fixtureStart*math.Exp(f)
		var sold, first float64
		for ; next < len(pool) && pool[next].liquidation > price; next++ {
			btc := float64(copies) * pool[next].principal / price
			sold += btc
			if pool[next].liquidation > twin || next < nextTwin {
				first += btc
			}
		}
		for nextTwin < len(pool) && pool[nextTwin].liquidation > twin {
			nextTwin++
		}
		impact -= sold / 250_000
		run.price, run.twin = append(run.price, fixtureStart*math.Exp(f+impact)), append(run.twin, twin)
		run.sold, run.first = append(run.sold, sold), append(run.first, first)
	}
	return run
}

func (r toyRun) falls() (drawdown, exogenous float64) {
	return 1 - min(1, slices.Min(r.price)/fixtureStart), 1 - min(1, slices.Min(r.twin)/fixtureStart)
}

// table writes a table of a fixture from its header, like "point:i lender:t ltv:f", and rows.
func table(dir, name string, header []string, rows [][]any) {
	var columns []results.Column
	for _, h := range header {
		kind := map[byte]results.Kind{'i': results.Ints, 't': results.Texts, 'f': results.Floats}[h[len(h)-1]]
		columns = append(columns, results.Column{Name: h[:len(h)-2], Kind: kind})
	}
	out := results.NewTable(name, columns)
	for _, row := range rows {
		cells := make([]results.Cell, len(row))
		for i, v := range row {
			switch v := v.(type) {
			case int:
				cells[i] = results.Int(int64(v))
			case int64:
				cells[i] = results.Int(v)
			case string:
				cells[i] = results.Text(v)
			case float64:
				cells[i] = results.Maybe(v, !math.IsNaN(v))
			}
		}
		if err := out.Append(cells); err != nil {
			panic(err)
		}
	}
	if err := out.Write(dir); err != nil {
		panic(err)
	}
}

// cascade writes the fixture's tables into a folder.
func cascade(dir string) {
	pool := toyPool()
	var paths, events, runs, summary, ltvs, loans [][]any
	for i, l := range pool {
		loans = append(loans, []any{"ledn", fmt.Sprintf("L%03d", i), l.principal, l.coins, l.call, l.liquidation})
	}
	for point, copies := range fixtureCopies {
		var ratios []float64
		for rep := range fixtureRuns {
			run := toy(pool, copies, rep)
			down, exogenous := run.falls()
			ratios = append(ratios, math.Log1p(-down)/math.Log1p(-exogenous))
			runs = append(runs, []any{point, rep, "ok", copies, down, exogenous})
			if rep >= fixtureKept {
				continue
			}
			for i := range run.price {
				hours := float64(i+1) * fixtureHours
				paths = append(paths, []any{point, rep, hours, run.price[i], run.twin[i], run.sold[i]})
				for g, btc := range []float64{run.first[i], run.sold[i] - run.first[i]} {
					if btc > 0 {
						events = append(events, []any{point, rep, hours, "sale", btc, g})
					}
				}
			}
			ltvs = append(ltvs, distributions(pool, run, point, rep)...)
		}
		slices.Sort(ratios)
		mean := total(ratios) / fixtureRuns
		summary = append(summary, []any{point, copies, fixtureRuns, mean, mean - 0.02, mean + 0.02,
			ratios[fixtureRuns/20], ratios[fixtureRuns*19/20], 1 / (1 - min(0.9, float64(copies)*0.0075))})
	}
	table(dir, "compare", []string{"metric:t", "unit:t", "reference:t", "other:t", "method:t", "runs:i", "difference.mean:f", "difference.lo:f",
		"difference.hi:f", "difference.bca_lo:f", "difference.bca_hi:f"}, [][]any{
		{"amplification", "1", "copies = 1", "copies = 10", "paired", 200, 0.012, -0.003, 0.027, -0.001, 0.031},
		{"amplification", "1", "copies = 1", "copies = 30", "paired", 200, 0.061, 0.04, 0.082, 0.044, 0.091},
		{"amplification", "1", "copies = 1", "copies = 100", "paired", 200, 0.31, 0.25, 0.37, 0.262, 0.388},
	})
	table(dir, "sensitivity", []string{"metric:t", "index:t", "input:t", "with:t", "value:f", "lo:f", "hi:f", "runs:i", "left_out:i", "distinguishable:t", "reason:t"}, [][]any{
		{"drawdown", "noise", nil, nil, 0.42, 0.38, 0.46, 5120, 0, nil, nil},
		{"drawdown", "S1", "market.impact.depth", nil, 0.18, 0.05, 0.33, 5120, 0, "yes", nil},
		{"drawdown", "ST", "market.impact.depth", nil, 0.37, 0.20, 0.56, 5120, 0, "yes", nil},
		{"drawdown", "S1", "lender.ledn.copies", nil, 0.46, 0.28, 0.67, 5120, 0, "yes", nil},
		{"drawdown", "ST", "lender.ledn.copies", nil, 0.61, 0.44, 0.80, 5120, 0, "yes", nil},
		{"drawdown", "S1", "terms", nil, 0.01, -0.04, 0.07, 5120, 0, "no", nil},
		{"drawdown", "ST", "terms", nil, 0.05, 0.02, 0.09, 5120, 0, "yes", nil},
		{"drawdown", "S2", "market.impact.depth", "lender.ledn.copies", 0.13, -0.1, 0.4, 5120, 0, "no", nil},
	})
	cells := []string{"point:i", "replication:i"}
	table(dir, "paths", append(cells, "time_h:f", "price_usd:f", "price_exogenous_usd:f", "sold_btc:f"), paths)
	table(dir, "depth", append(cells, "time_h:f", "side:t", "price_usd:f", "width_usd:f", "btc:f"), toyBook(toy(pool, 100, 0)))
	table(dir, "events", append(cells, "time_h:f", "kind:t", "btc:f", "generation:i"), events)
	table(dir, "loans", []string{"lender:t", "loan:t", "principal_usd:f", "collateral_btc:f", "call_price_usd:f", "liquidation_price_usd:f"}, loans)
	table(dir, "ltv", append(cells, "when:t", "lender:t", "ltv:f", "principal_usd:f"), ltvs)
	table(dir, "runs", append(cells, "status:t", "lender.ledn.copies:i", "drawdown:f", "drawdown_exogenous:f"), runs)
	table(dir, "summary", []string{"point:i", "lender.ledn.copies:i", "runs:i", "amplification.mean:f", "amplification.lo:f",
		"amplification.hi:f", "amplification.p05:f", "amplification.p95:f", "amplification.theory:f"}, summary)
}

// toyBook is a book round the price of a run, the thinner the faster that falls.
func toyBook(run toyRun) (rows [][]any) {
	const width = 350.0
	for i := 11; i < len(run.price); i += 12 {
		mid := run.price[i]
		calm := math.Exp(-20 * math.Abs(math.Log(mid/run.price[i-11])))
		for away := range 10 {
			size := calm * 60 * (1 + 0.5*float64(away%4))
			bid := (math.Floor(mid/width) - float64(away)) * width
			ask := (math.Floor(mid/width) + 1 + float64(away)) * width
			hours := float64(i+1) * fixtureHours
			rows = append(rows, []any{3, 0, hours, "bid", bid, width, size}, []any{3, 0, hours, "ask", ask, width, 1.1 * size})
		}
	}
	return rows
}

// distributions are the rows of table ltv of one run: every loan at the start, what is left of them at the end.
func distributions(pool []toyLoan, run toyRun, point, rep int) (rows [][]any) {
	last := run.price[len(run.price)-1]
	lowest := slices.Min(run.price)
	sums := map[string]*[150]float64{"start": {}, "end": {}}
	for _, l := range pool {
		sums["start"][int(l.principal/l.coins/fixtureStart*100)] += l.principal
		if l.liquidation < lowest {
			sums["end"][int(l.principal/l.coins/last*100)] += l.principal
		}
	}
	for _, when := range []string{"start", "end"} {
		for bin, usd := range sums[when] {
			if usd > 0 {
				rows = append(rows, []any{point, rep, when, "ledn", float64(bin) / 100, usd})
			}
		}
	}
	return rows
}
