package oracle

import (
	"fmt"

	"firesale/market/unit"
)

// dealSale is a golden case: one loan like the pool is sold at a price, without cost or interest, and the deal
// is wound up. Losses fall on the residual, which put in overcollateral, reserve and cash, then on B, then on A.
type dealSale struct {
	name      string
	principal unit.USD
	price     float64
	a, b, own unit.USD // losses
}

// dealOwn is what the owner of the residual put in: 11.1M of loans above the notes, the reserve, and cash.
const dealOwn = (11_100_000 + 9_400_000 + 900_000) * unit.Dollar

// lossesOf are the notes' losses for a pool loss and the principal of the pool: A 160M, B 28M.
func lossesOf(loss unit.USD) (a, b, own unit.USD) {
	own = min(loss, dealOwn)
	b = min(loss-own, 28_000_000*unit.Dollar)
	return loss - own - b, b, own
}

// dealSales runs the sales as ordinary studies, and must find the same cents.
func dealSales(b *bench, s shelf) error {
	for _, c := range []dealSale{
		{"G4, sale at 61,000", poolPrincipal, 61_000, 0, 0, 0},
		{"G5, sale at 45,000", poolPrincipal, 45_000, 0, 0, 15_550_850 * unit.Dollar},
		{"G5, sale at 40,000", poolPrincipal, 40_000, 0, 14_545_200 * unit.Dollar, dealOwn},
		unseen(48_500), unseen(37_500), unseen(36_000), unseen(20_000),
	} {
		if err := dealCase(b, s, c); err != nil {
			return err
		}
	}
	return nil
}

// unseen is a sale at a price that no table has: the law, applied.
func unseen(price float64) dealSale {
	c := dealSale{name: fmt.Sprintf("sale at %.0f", price), principal: poolPrincipal, price: price}
	proceeds := unit.PriceOf(price).Value(poolCollateral)
	c.a, c.b, c.own = lossesOf(max(0, poolPrincipal-proceeds))
	return c
}

func dealCase(b *bench, s shelf, c dealSale) error {
	name := fmt.Sprintf("sale%.0f", c.price)
	tape := fmt.Sprintf("loan,borrower,principal_usd,collateral_btc,rate,originated\nall,all,%v,%v,11.8%%,2025-12-31\n", c.principal, poolCollateral)
	if err := s.put(name+".csv", tape); err != nil {
		return err
	}
	if err := s.put(name+".toml", fmt.Sprintf(`title = %q
[run]
replications = 1
[clock]
mode = "instant"
[price]
kind = "shock"
start = 100000.0
shock = "%.4f%%"
[market.impact]
kind = "none"
[lender.ledn.terms]
kind = "ledn"
liquidation = "close-out"
[lender.ledn.pool]
kind = "tape"
file = "%s.csv"
[lender.ledn.deal]
kind = "ledn-2026-1"
`, c.name, c.price/1_000-100, name)); err != nil {
		return err
	}
	folder, err := s.run(b, name+".toml", "results", 1)
	if err != nil {
		return err
	}
	runs, err := folder.Read("runs")
	if err != nil {
		return err
	}
	for _, note := range []struct {
		name string
		loss unit.USD
	}{{"A", c.a}, {"B", c.b}, {"residual", c.own}} {
		same(b, c.name+": loss of "+note.name, note.loss, cents(first(runs, "loss_usd.ledn."+note.name)))
	}
	same(b, c.name+": loss of the pool", c.a+c.b+c.own, cents(first(runs, "shortfall_usd")))
	return nil
}
