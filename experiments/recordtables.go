package experiments

import (
	"math"

	"firesale/experiments/results"
	"firesale/sim/record"
)

func pathColumns() []results.Column {
	return append(keyColumns(),
		results.Column{Name: "time_h", Unit: "h", Doc: "from the start to the end of the step; 0 in every round of an instant run"},
		results.Column{Name: "price_usd", Unit: "USD/BTC", Doc: "mid"},
		results.Column{Name: "price_exogenous_usd", Unit: "USD/BTC", Doc: "mid without feedback"},
		results.Column{Name: "mark_usd", Unit: "USD/BTC", Doc: "what loans are judged by"},
		results.Column{Name: "sold_btc", Unit: "BTC", Doc: "sold in the step"},
		results.Column{Name: "queue_btc", Unit: "BTC", Doc: "waiting to be sold"},
		results.Column{Name: "depth_btc", Unit: "BTC", Doc: "per unit of log price, for a small sale; null where sales move nothing"},
		results.Column{Name: "half_spread", Unit: "1", Doc: "half of bid to ask, log"},
		results.Column{Name: "ltv_pool", Unit: "1", Doc: "debt of open loans / value of their coins at the mark"})
}

func pathRow(point, replication int, r record.Step) []results.Cell {
	return []results.Cell{
		results.Int(int64(point)), results.Int(int64(replication)),
		results.Float(r.Hours), results.Float(r.Price), results.Maybe(r.Exogenous, !math.IsNaN(r.Exogenous)), results.Float(r.Mark),
		results.Float(r.Sold.Float()), results.Float(r.Queued.Float()),
		results.Maybe(r.Depth, !math.IsInf(r.Depth, 0)), results.Float(r.HalfSpread),
		ratio(r.PoolDebt, r.PoolCoin),
	}
}

func ratio(a, b float64) results.Cell {
	if b == 0 {
		return results.Null()
	}
	return results.Float(a / b)
}

func eventColumns() []results.Column {
	return append(keyColumns(),
		results.Column{Name: "time_h", Unit: "h", Doc: "from the start"},
		results.Column{Name: "kind", Kind: results.Texts, Doc: "margin-call, withdrawn, cure, lapse, liquidation, sale, trigger, phase"},
		results.Column{Name: "lender", Kind: results.Texts, Doc: "name and copy, ledn#3"},
		results.Column{Name: "loan", Kind: results.Texts, Doc: "as the tape calls it; of a trigger or phase, its name"},
		results.Column{Name: "ltv", Unit: "1", Doc: "at the price of the event; a mark counts in whole cents"},
		results.Column{Name: "btc", Unit: "BTC", Doc: "coins that secure the loan; of a sale, those sold"},
		results.Column{Name: "usd", Unit: "USD", Doc: "owed; of a sale, proceeds net of cost"},
		results.Column{Name: "price", Unit: "USD/BTC", Doc: "mark, not rounded; of a sale, its fill"},
		results.Column{Name: "generation", Kind: results.Ints, Doc: "0 = without feedback too, else 1 + that of the sales that lowered the mark"})
}

// The column of the lender, which the rows of eventRow and dealRow leave open.
const (
	eventLender = 4
	dealLender  = 3
)

// eventCells is the columns of an event: its row is an array, because there are millions.
const eventCells = 11

func eventRow(point, replication int, e *record.Event) [eventCells]results.Cell {
	generation := results.Null()
	if e.Generation >= 0 {
		generation = results.Int(int64(e.Generation))
	}
	if e.Kind == record.Trigger || e.Kind == record.Phase {
		return [eventCells]results.Cell{
			results.Int(int64(point)), results.Int(int64(replication)), results.Float(e.Hours), results.Text(e.Kind),
			{}, results.Text(e.Loan), {}, {}, {}, {}, {},
		}
	}
	return [eventCells]results.Cell{
		results.Int(int64(point)), results.Int(int64(replication)), results.Float(e.Hours), results.Text(e.Kind),
		{}, results.Text(e.Loan), results.Maybe(e.LTV, !math.IsNaN(e.LTV) && !math.IsInf(e.LTV, 0)), // infinite at a price that rounds to no cent
		results.Float(e.Coins.Float()), results.Float(e.Amount.Float()), results.Float(e.Price), generation,
	}
}

func ltvColumns() []results.Column {
	return append(keyColumns(),
		results.Column{Name: "when", Kind: results.Texts, Doc: "start or end"},
		results.Column{Name: "lender", Kind: results.Texts, Doc: "all copies together"},
		results.Column{Name: "ltv", Unit: "1", Doc: "lower edge of a bin of 1%"},
		results.Column{Name: "principal_usd", Unit: "USD", Doc: "of open loans in the bin"})
}

func ltvRow(point, replication int, b record.Bin) []results.Cell {
	when := "start"
	if b.AtEnd {
		when = "end"
	}
	return []results.Cell{
		results.Int(int64(point)), results.Int(int64(replication)), results.Text(when), results.Text(b.Lender),
		results.Float(float64(b.Percent) / 100), results.Float(b.Principal.Float()),
	}
}

func dealColumns() []results.Column {
	return append(keyColumns(),
		results.Column{Name: "date", Kind: results.Texts, Doc: "payment date, or the day of the winding up"},
		results.Column{Name: "lender", Kind: results.Texts, Doc: "name and copy, ledn#3"},
		results.Column{Name: "item", Kind: results.Texts, Doc: "account.NAME, note.NAME, fee.NAME, residual"},
		results.Column{Name: "open_usd", Unit: "USD", Doc: "at the beginning of the period"},
		results.Column{Name: "in_usd", Unit: "USD", Doc: "of a note, capitalized coupons; of a fee, what became due"},
		results.Column{Name: "out_usd", Unit: "USD", Doc: "of a note, principal and write-down; of a fee and the residual, what was paid"},
		results.Column{Name: "close_usd", Unit: "USD", Doc: "open + in - out"},
		results.Column{Name: "due_usd", Unit: "USD", Doc: "coupon or fee, with what was carried"},
		results.Column{Name: "interest_usd", Unit: "USD", Doc: "paid to a note"},
		results.Column{Name: "principal_usd", Unit: "USD", Doc: "paid to a note"},
		results.Column{Name: "short_usd", Unit: "USD", Doc: "due and not paid"})
}

func dealRow(point, replication int, r *record.DealRow) []results.Cell {
	return []results.Cell{
		results.Int(int64(point)), results.Int(int64(replication)), results.Text(r.Day.String()), {}, results.Text(r.Item),
		results.Float(r.Open.Float()), results.Float(r.In.Float()), results.Float(r.Out.Float()), results.Float(r.Close.Float()),
		results.Maybe(r.Due.Float(), r.HasDue), results.Maybe(r.Interest.Float(), r.HasPaid), results.Maybe(r.Principal.Float(), r.HasPaid),
		results.Maybe(r.Short.Float(), r.HasDue),
	}
}
