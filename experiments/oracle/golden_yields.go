package oracle

import (
	"firesale/agents/credit"
	"firesale/market/unit"
)

// yields is G11: A alone, 60 millions repaid at month 6 and 100 at month 12, bought at par over a benchmark of 3.50%.
func yields(b *bench, _ shelf) error {
	d, pool, err := lonelyA()
	if err != nil {
		return err
	}
	for month := 1; month <= 12; month++ {
		repaid := map[int]unit.USD{6: dollars(60_000_000, 0), 12: dollars(100_000_000, 0)}[month]
		d.Collect(credit.Collections{Interest: unit.Interest(pool, 68_500, 30, 360), Principal: repaid})
		pool -= repaid
		if _, err := d.PayDay(credit.PoolFacts{Performing: pool}); err != nil {
			return err
		}
	}
	res, err := d.WindUp(d.Next(), credit.Estate{})
	if err != nil {
		return err
	}
	y, err := d.Yields("A")
	if err != nil {
		return err
	}
	same(b, "G11: interest", dollars(8_904_999, 96), res.Notes[0].Interest)
	b.within("G11: WAL, years", 0.8125, y.WAL, 1e-12)
	b.within("G11: IRR a month", 0.005708333, y.Monthly, 5e-10) // the printed digits; coupons are whole cents
	b.within("G11: IRR nominal", 0.0685, y.Nominal, 5e-9)
	b.within("G11: IRR effective", 0.07069207, y.Effective, 5e-9)
	b.within("G11: discount margin, bp", 335, y.DiscountMargin, 5e-3)
	return nil
}

// lonelyA is the shipped deal without B, fees and triggers, whose loans are A's balance.
func lonelyA() (*credit.Deal, unit.USD, error) {
	s, pool := quietDeal(), dollars(160_000_000, 0)
	s.Revolving.Months, s.Fee, s.LegalFinal, s.Cash, s.Trigger = 0, nil, 12, 0, nil
	delete(s.Note, "B")
	delete(s.Test, "B")
	for _, name := range []string{"principal", "write-down", "a-test"} {
		s.Step[name].Pay = []string{"A"}
	}
	for _, name := range []string{"trustee", "servicer", "b-interest", "b-test", "b-interest-all", "b-all"} {
		s.Step[name] = &credit.StepSpec{Do: "audit", Off: true}
	}
	d, err := openDeal(s, pool)
	return d, pool, err
}

// cashDrag is G10: of 200 millions, the loans at which three months of income just pay fees and coupons.
func cashDrag(b *bench, _ shelf) error {
	low, high := dollars(100_000_000, 0), dollars(199_000_000, 0)
	for high-low > unit.Dollar {
		middle := low + (high-low)/2
		spread, err := excessSpread(middle)
		if err != nil {
			return err
		}
		if spread < 0 {
			low = middle
		} else {
			high = middle
		}
	}
	b.within("G10: loans without excess spread", 127_777_777.78, low.Float(), 600) // the metric is a whole ppm; half of it is $592 of loans
	return nil
}

func excessSpread(loans unit.USD) (float64, error) {
	s := quietDeal()
	s.Cash = dollars(200_000_000, 0) - loans
	d, err := openDeal(s, loans)
	if err != nil {
		return 0, err
	}
	for range 3 {
		interest := unit.Interest(loans, 118_000, 30, 360)
		d.Collect(credit.Collections{Interest: interest})
		if _, err := d.PayDay(credit.PoolFacts{Performing: loans, Accrued: interest}); err != nil {
			return 0, err
		}
	}
	spread, _ := d.Metric("excess_spread_3m")
	return spread, nil
}
