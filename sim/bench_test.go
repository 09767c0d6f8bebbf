package sim

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"firesale/agents"
	"firesale/agents/borrower"
	"firesale/agents/credit"
	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
	"firesale/market/random"
	"firesale/market/unit"
)

// benchWorld is an hourly year of lenders that each hold loans of LTVs around 56%, five rates, sold down to the debt.
func benchWorld(loans, lenders int) *World {
	start := 87_508.0
	w := &World{
		Clock: agents.Clock{Start: 20_453, Step: unit.Hour}, Steps: 8_760, Twin: true,
		Common: price.Common{Start: &start, Volatility: 0.55}, Price: &price.GBM{},
		Impact: &impact.Linear{Depth: 250_000}, Liquidity: &liquidity.Fixed{}, Oracle: *market.OraclePreset(),
	}
	x := benchIndex(loans)
	for i := range lenders {
		w.Lenders = append(w.Lenders, Copies{Count: 1, Charter: &agents.Charter{
			Name: fmt.Sprint("lender", i), Clock: w.Clock, Index: x, Polling: 1, Window: -1}})
	}
	return w
}

// benchIndex builds an index once: ten million loans take their time.
func benchIndex(loans int) *credit.Index {
	if benchIndexes[loans] == nil {
		x, err := credit.NewIndex(benchPool(loans), *credit.TermKinds[0].Preset(), credit.Horizon{Start: 20_453, End: 20_818})
		if err != nil {
			panic(err)
		}
		benchIndexes[loans] = x
	}
	own := *benchIndexes[loans]
	return &own
}

var benchIndexes = map[int]*credit.Index{}

func benchPool(loans int) *credit.Pool {
	luck := rand.New(rand.NewPCG(1, 2))
	pool := &credit.Pool{Loans: make([]credit.Loan, loans)}
	for i := range pool.Loans {
		principal := unit.USD(1_000_00 * math.Exp(luck.NormFloat64()))
		ltv := min(max(0.56+0.06*luck.NormFloat64(), 0.3), 0.69)
		pool.Loans[i] = credit.Loan{Principal: principal, Collateral: unit.CoinsOf(principal.Float() / 87_508 / ltv),
			Rate: unit.Rate(104_000 + 5_000*luck.IntN(5)), AccruesFrom: 20_453, Matures: 40_000}
	}
	return pool
}

var benchSizes = []int{5_441, 54_410, 1_000_000, 10_000_000}

// opened is a runner at the start of a replication.
func opened(b testing.TB, w *World) *Runner {
	r, err := NewRunner(w)
	if err != nil {
		b.Fatal(err)
	}
	r.process.Reset(func(string) *random.Source { return random.New(1, 2) })
	begin(r.main)
	return r
}

func begin(s *side) { s.reset(math.Log(87_508), 0, Keep{}, nil) }

// BenchmarkFloor is what no simulator can do without: a draw, the price, its minimum.
func BenchmarkFloor(b *testing.B) {
	r := opened(b, benchWorld(10, 1))
	block := r.block
	mid, low := 0.0, 0.0
	for i := range b.N {
		if i%blockSteps == 0 {
			r.process.Fill(&block)
		}
		if mid += block.LogReturn[i%blockSteps]; mid < low {
			low = mid
		}
	}
	if low > 0 {
		b.Fatal(low)
	}
}

// BenchmarkQuietStep is a step in which nothing can happen to any loan, draw included: flat in loans and lenders.
func BenchmarkQuietStep(b *testing.B) {
	for _, loans := range benchSizes {
		b.Run(fmt.Sprintf("loans=%d", loans), func(b *testing.B) { quiet(b, benchWorld(loans, 1)) })
	}
	for _, lenders := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("lenders=%d", lenders), func(b *testing.B) { quiet(b, benchWorld(5_441, lenders)) })
	}
}

func quiet(b *testing.B, w *World) {
	w.Common.Volatility = 0.0003 // nobody comes near a threshold in a hundred million steps
	r := opened(b, w)
	r.main.wake.Step = agents.Never // nor does a month end
	block := r.block
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		if i%blockSteps == 0 {
			r.process.Fill(&block)
		}
		r.main.step(0, block.LogReturn[i%blockSteps], false)
	}
}

// BenchmarkEventStep is a step in which a fall of a basis point liquidates a few loans, or sells what they still owe.
func BenchmarkEventStep(b *testing.B) {
	for _, loans := range benchSizes {
		b.Run(fmt.Sprintf("loans=%d", loans), func(b *testing.B) {
			w := benchWorld(loans, 1)
			w.Impact = &impact.Linear{Depth: 250_000 * float64(loans) / 5_441}
			r := opened(b, w)
			ledger, fallen := &r.main.lenders[0].Holding.Ledger, 0
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				k := i % 1_000
				if k == 0 {
					b.StopTimer()
					begin(r.main)
					r.main.step(0, -0.3, false)
					b.StartTimer()
				}
				fallen -= ledger.Loans
				r.main.step(k, -1e-4, false)
				fallen += ledger.Loans
			}
			b.ReportMetric(float64(fallen)/float64(b.N), "loans/op")
		})
	}
}

// BenchmarkLiquidation is a crash of 90% that sells every loan in one clearing, and the return to the start.
func BenchmarkLiquidation(b *testing.B) {
	for _, loans := range benchSizes {
		b.Run(fmt.Sprintf("loans=%d", loans), func(b *testing.B) {
			r := opened(b, benchWorld(loans, 1))
			crash(r.main)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				crash(r.main)
			}
			if n := r.main.lenders[0].Holding.Ledger.Loans; n != loans {
				b.Fatalf("%d of %d loans liquidated", n, loans)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(loans), "ns/loan")
		})
	}
}

func crash(s *side) {
	begin(s)
	s.step(0, -2.3, false)
}

// BenchmarkScan is the naive twin of QuietStep: every loan is asked.
func BenchmarkScan(b *testing.B) {
	for _, loans := range benchSizes[:2] {
		b.Run(fmt.Sprintf("loans=%d", loans), func(b *testing.B) {
			s := newScan(benchWorld(loans, 1), true, 0)
			start := math.Log(87_508)
			s.market.Reset(start, nil)
			for k := range b.N {
				s.market.Advance(0, false)
				s.cascade(k%8_000, start, market.NoGeneration)
			}
		})
	}
}

// BenchmarkReset returns a hundred lenders to the start of a replication.
func BenchmarkReset(b *testing.B) {
	r := opened(b, benchWorld(5_441, 100))
	b.ReportAllocs()
	for range b.N {
		begin(r.main)
	}
}

// BenchmarkBuild sorts a pool and sums it up.
func BenchmarkBuild(b *testing.B) {
	for _, loans := range benchSizes[:3] {
		b.Run(fmt.Sprintf("loans=%d", loans), func(b *testing.B) {
			pool, terms := benchPool(loans), credit.TermKinds[0].Preset()
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				if _, err := credit.NewIndex(pool, *terms, credit.Horizon{Start: 20_453, End: 20_818}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkReplication is a year of one pool with its twin.
func BenchmarkReplication(b *testing.B) {
	r := opened(b, benchWorld(54_410, 1))
	b.ReportAllocs()
	for i := range b.N {
		if _, err := r.Run(i, Keep{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBorrowers is an hourly year of a hundred lenders whose borrowers answer, prepay, borrow more and renew: copies of one
// in a market that hardly feels them, in one that feels them as the preset depth feels pools of 199.1 million dollars, and
// lenders of unlike terms in that.
func BenchmarkBorrowers(b *testing.B) {
	felt := 250_000 * 8.97 / 199.1
	for _, c := range []struct {
		name            string
		depth           float64
		lenders, copies int
	}{{"calm", 250_000, 1, 100}, {"felt", felt, 1, 100}, {"unlike", felt, 100, 1}} {
		b.Run(c.name, func(b *testing.B) { benchBorrowers(b, c.depth, c.lenders, c.copies) })
	}
}

func benchBorrowers(b *testing.B, depth float64, lenders, copies int) {
	w := benchWorld(5_441, lenders)
	w.Twin, w.Impact = false, &impact.Linear{Depth: depth}
	for i := range w.Lenders {
		c := w.Lenders[i].Charter
		w.Lenders[i].Count, c.Index = copies, benchAsked(c.Index.Pool, i)
		c.Borrowers = agents.NewBorrowers(borrower.HazardPreset().Open(0.55), c.Index)
	}
	r := opened(b, w)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		if _, err := r.Run(i, Keep{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "replications/s")
}

// benchAsked is a pool of which every loan has a borrower of its own, under the terms of the n-th of many lenders.
func benchAsked(pool *credit.Pool, n int) *credit.Index {
	own := &credit.Pool{Loans: slices.Clone(pool.Loans)}
	for i := range own.Loans {
		own.Loans[i].Borrower = fmt.Sprint("B", i)
	}
	terms := *credit.TermKinds[0].Preset()
	terms.MarginCallLTV += unit.Rate(n%13) * 4_000
	terms.LiquidationLTV += unit.Rate(n%17) * 4_000
	x, err := credit.NewIndex(own, terms, credit.Horizon{Start: 20_453, End: 20_818})
	if err != nil {
		panic(err)
	}
	return x
}

// The loop allocates nothing once its queues have grown: not on quiet steps, not on those with sales.
func TestStepsAllocateNothing(t *testing.T) {
	for _, mode := range []string{"close-out", "debt-only"} {
		w := benchWorld(5_441, 3)
		w.Lenders[1].Charter.Window = 72
		r := opened(t, w)
		for _, l := range w.Lenders {
			l.Charter.Index.Terms.Liquidation = mode
		}
		year := func() {
			begin(r.main)
			for k := range 1_000 {
				r.main.step(k, -1e-3, false)
			}
		}
		year()
		if n := testing.AllocsPerRun(5, year); n != 0 {
			t.Errorf("%s: %g allocations in 1,000 steps", mode, n)
		}
		if n := r.main.lenders[0].Holding.Ledger.Loans; n < 5_000 {
			t.Errorf("%s: only %d loans were liquidated: the test judges little", mode, n)
		}
	}
}
