package oracle

import (
	"fmt"

	"firesale/agents/credit"
	"firesale/market/unit"
)

// The golden cases that are a few payment dates of a deal by itself, whose collections no tape brings about.

func dollars(usd, cents int64) unit.USD { return unit.USD(100*usd + cents) }

// quietDeal is ledn-2026-1 with tests and triggers off, as the golden cases have it.
func quietDeal() *credit.DealSpec {
	s := credit.Ledn20261()
	s.Tests, s.Triggers = "off", "off"
	return s
}

func openDeal(s credit.DealParams, principal unit.USD) (*credit.Deal, error) {
	return s.Open(credit.Opening{Day: firstDay, Principal: principal, Collateral: 2 * principal, Covered: func(unit.Rate) unit.USD { return principal }})
}

// entries keeps what a deal last wrote of each item.
func entries(d *credit.Deal) map[string]credit.Entry {
	last := map[string]credit.Entry{}
	d.Record = func(e credit.Entry) { last[e.Item] = e }
	return last
}

// ratingStress is G8: 79% of the loans default and 68% is recovered.
func ratingStress(b *bench, _ shelf) error {
	d, err := openDeal(quietDeal(), poolPrincipal)
	if err != nil {
		return err
	}
	paid := poolPrincipal - unit.Rate(252_800).Of(poolPrincipal) // 79% × 32%
	res, err := d.WindUp(firstDay, credit.Estate{Principal: paid})
	if err != nil {
		return err
	}
	same(b, "G8: loss of the pool", dollars(50_332_480, 0), res.PoolLoss)
	same(b, "G8: loss of A", dollars(932_480, 0), res.Notes[0].Loss)
	b.within("G8: share of A lost", 0.005828, res.Notes[0].LossShare, 5e-7)
	same(b, "G8: loss of B", dollars(28_000_000, 0), res.Notes[1].Loss)
	return nil
}

// earlyAmortization is G9: the trigger on overcollateralization alone, before and after ten millions are lost.
func earlyAmortization(b *bench, _ shelf) error {
	s := credit.Ledn20261()
	s.Tests, s.Cash = "off", dollars(50_000_000, 0)
	for name, trigger := range s.Trigger {
		trigger.Off = name != "oc"
	}
	d, err := openDeal(s, dollars(150_000_000, 0))
	if err != nil {
		return err
	}
	last := entries(d)
	income := dollars(15_000+125_000+913_333+221_666, 33+67) // trustee, servicer, both coupons
	for _, month := range []struct {
		loans, lost unit.USD
		oc          float64
		phase       credit.Phase
	}{{dollars(150_000_000, 0), 0, 1.0638297872, credit.Revolving}, {dollars(140_000_000, 0), dollars(10_000_000, 0), 1.0106382979, credit.Amortizing}} {
		d.Collect(credit.Collections{Interest: income, WrittenOff: month.lost})
		h, err := d.PayDay(credit.PoolFacts{Performing: month.loans})
		if err != nil {
			return err
		}
		oc, _ := d.Metric("oc.B")
		if n := len(d.Log()); n > 0 {
			oc = d.Log()[n-1].Value // as the trigger saw it
		}
		b.within(fmt.Sprintf("G9: loans over notes, %v of loans", month.loans), month.oc, oc, 5e-11)
		same(b, fmt.Sprintf("G9: phase, %v of loans", month.loans), month.phase, h.Phase)
	}
	same(b, "G9: A after it", dollars(110_000_000, 0), last["note.A"].Close)
	same(b, "G9: reserve after it", dollars(6_900_000, 0), d.Balance(credit.ReserveAccount))
	same(b, "G9: released", dollars(2_500_000, 0), last["account.reserve"].Out)
	if _, err := d.PayDay(credit.PoolFacts{Performing: dollars(140_000_000, 0)}); err != nil {
		return err
	}
	same(b, "G9: next coupon of A", dollars(627_916, 67), last["note.A"].Due)
	return nil
}

// proRata is G14: the largest remainder.
func proRata(b *bench, _ shelf) error {
	for _, kind := range credit.DealKinds {
		s, ok := kind.Preset().(*credit.DealSpec)
		if !ok || s.Variant != "pro_rata_until_trigger" {
			continue
		}
		s.Tests, s.Triggers, s.Revolving.Months, s.Cash = "off", "off", 0, 0
		d, err := openDeal(s, poolPrincipal)
		if err != nil {
			return err
		}
		last := entries(d)
		d.Collect(credit.Collections{Principal: dollars(1_000_000, 1)})
		if _, err := d.PayDay(credit.PoolFacts{Performing: poolPrincipal - dollars(1_000_000, 1)}); err != nil {
			return err
		}
		same(b, "G14: A of 1,000,000.01", dollars(851_063, 84), last["note.A"].Principal)
		same(b, "G14: B of 1,000,000.01", dollars(148_936, 17), last["note.B"].Principal)
		return nil
	}
	return fmt.Errorf("no deal pays pro rata")
}

// topUp is G15: coins of a loan of 10,000 at 61,000, from 70% to 50%; needed coins round up, once.
func topUp(b *bench, _ shelf) error {
	price, debt := unit.PriceOf(61_000), dollars(10_000, 0)
	from := unit.BTC(unit.MulDivCeil(10*int64(debt), int64(unit.Coin), 7*int64(price)))
	same(b, "G15: BTC at 70%", unit.BTC(23_419_204), from)
	same(b, "G15: BTC at 50%", unit.BTC(32_786_886), price.Coins(2*debt))
	return nil
}

// marketValueBond is G16: cover 1.60, trigger at 1.40, advance 72.06%.
func marketValueBond(b *bench, _ shelf) error {
	for _, kind := range credit.DealKinds {
		s, ok := kind.Preset().(*credit.DealSpec)
		if !ok || s.Variant != "mv_bond" {
			continue
		}
		s.Cash = 0
		d, err := openDeal(s, poolPrincipal)
		if err != nil {
			return err
		}
		for i, c := range []struct {
			cover      unit.Rate
			discounted float64
			fired      int
		}{{1_600_000, 1.15296, 0}, {1_400_001, 1.00884, 0}, {1_400_000, 1.00884, 1}} {
			collateral := c.cover.Of(dollars(188_000_000, 0))
			d.Mark(firstDay+unit.Date(5+i), credit.PoolFacts{Performing: poolPrincipal, Debt: poolPrincipal, Collateral: collateral})
			cover, _ := d.Metric("cover_discounted")
			b.within(fmt.Sprintf("G16: discounted cover at %v", c.cover), c.discounted, cover, 1e-6)
			same(b, fmt.Sprintf("G16: triggers fired at %v", c.cover), c.fired, len(d.Log()))
		}
		return nil
	}
	return fmt.Errorf("no deal is a market-value bond")
}
