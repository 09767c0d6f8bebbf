package credit_test

import (
	"testing"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// BenchmarkWaterfall is one payment date: collect, triggers, the list, the audit. A deal of 18 months is opened by Reset
// and wound up; the unit is a payment date.
func BenchmarkWaterfall(b *testing.B) {
	for _, k := range credit.DealKinds[1:] {
		b.Run(k.Name, func(b *testing.B) {
			params := k.Preset()
			d := open(b, params, d0Pool)
			interest := unit.Interest(d0Pool, 118_000, 30, 360)
			facts := credit.PoolFacts{Performing: d0Pool, Accrued: interest, Debt: d0Pool, Collateral: 2 * d0Pool, Covered: d0Pool}
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				if i%18 == 0 {
					d.Reset()
				}
				d.Collect(credit.Collections{Interest: interest})
				if _, err := d.PayDay(facts); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkMark is one day of watching the price.
func BenchmarkMark(b *testing.B) {
	d := open(b, credit.Ledn20261(), d0Pool)
	facts := credit.PoolFacts{Performing: d0Pool, Debt: d0Pool, Collateral: 2 * d0Pool}
	b.ReportAllocs()
	for i := range b.N {
		d.Mark(unit.Date(20_453+i%365), facts)
	}
}

// BenchmarkYields is everything that is asked of a note at the end of a run.
func BenchmarkYields(b *testing.B) {
	d := open(b, credit.Ledn20261(), d0Pool)
	interest := unit.Interest(d0Pool, 118_000, 30, 360)
	for range 12 {
		d.Collect(credit.Collections{Interest: interest})
		payDay(b, d, credit.PoolFacts{Performing: d0Pool, Accrued: interest})
	}
	windUp(b, d, d.Next(), credit.Estate{Principal: d0Pool})
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		if _, err := d.Yields("A"); err != nil {
			b.Fatal(err)
		}
	}
}
