package experiments

import (
	"firesale/experiments/metric"
	"firesale/experiments/results"
	"firesale/sim/record"
)

// What studies with new loans have beside the others: metrics, and a table with a row a day.

const loopTable = "loop"

// loops reports whether new loans are made at any point.
func (s *Study) loops() bool {
	for _, p := range s.Points {
		if p.World.Loop != nil {
			return true
		}
	}
	return false
}

// loopKinds is the metrics of new loans, if any are made.
func (s *Study) loopKinds() []metric.Kind {
	if !s.loops() {
		return nil
	}
	return metric.LoopKinds
}

func loopColumns() []results.Column {
	return append(keyColumns(),
		results.Column{Name: "time_h", Unit: "h", Doc: "from the start to the end of the day"},
		results.Column{Name: "price_usd", Unit: "USD/BTC", Doc: "at which loans were made"},
		results.Column{Name: "originated_usd", Unit: "USD", Doc: "new loans of the day, renewals left aside"},
		results.Column{Name: "renewed_usd", Unit: "USD", Doc: "loans of the day to borrowers whose loans matured"},
		results.Column{Name: "outstanding_usd", Unit: "USD", Doc: "principal of all loans"},
		results.Column{Name: "warehouse_usd", Unit: "USD", Doc: "drawn"},
		results.Column{Name: "limit_usd", Unit: "USD", Doc: "most that can be drawn"},
		results.Column{Name: "cap", Unit: "1", Doc: "share of the limit not drawn, before the loans of the day"},
		results.Column{Name: "spread", Unit: "1", Doc: "funding spread, a year"},
		results.Column{Name: "ltv_origination", Unit: "1", Doc: "LTV of new loans"},
		results.Column{Name: "volatility", Unit: "1", Doc: "of the last weeks, a year"},
		results.Column{Name: "deals", Kind: results.Ints, Unit: "deals", Doc: "issued since the start"})
}

func loopRow(point, replication int, d *record.LoopDay) []results.Cell {
	return []results.Cell{
		results.Int(int64(point)), results.Int(int64(replication)), results.Float(d.Hours), results.Float(d.Price),
		results.Float(d.Originated.Float()), results.Float(d.Renewed.Float()), results.Float(d.Outstanding.Float()),
		results.Float(d.Warehouse.Float()), results.Float(d.Limit.Float()), results.Float(d.Room), results.Float(d.Spread), results.Float(d.LTV),
		results.Float(d.Volatility), results.Int(int64(d.Deals)),
	}
}

// addLoop writes the days of a kept run.
func (r *rows) addLoop(point, replication int, l *record.Loop) (err error) {
	for i := 0; i < len(l.Days) && err == nil; i++ {
		err = r.loop.Append(loopRow(point, replication, &l.Days[i]))
	}
	return err
}
