package metric

import "firesale/sim/record"

// A Cascade says what counts as one: coins sold of a generation, or a later one, and a log fall so many times that
// without feedback. Near the tipping point a run has either next to no forced sales or nearly all of them: its
// probability and its size are then two numbers, and a mean over both describes no run.
type Cascade struct {
	Generation    int     // least
	Amplification float64 // least; a fall without feedback of 0 is exceeded by any
}

// CascadePreset is at least one sale that feedback caused, and a fall a tenth deeper.
func CascadePreset() Cascade { return Cascade{Generation: 1, Amplification: 1.1} }

// Kinds is the metrics of a cascade: whether there was one, and of runs that had one, its size.
func (c Cascade) Kinds() []Kind {
	return []Kind{
		{"cascade", "1", "1 where a sale of record.cascade_generation or later happened and the fall reached record.cascade_amplification, else 0", c.happened},
		{"cascade_btc", "BTC", "coins sold in a run with a cascade", c.sized(liquidatedBTC)},
		{"cascade_drawdown", "1", "drawdown of a run with a cascade", c.sized(drawdown)},
	}
}

// IsShare reports whether a metric is 0 or 1, so that its mean is a share of the runs.
func IsShare(metric string) bool { return metric == "cascade" || metric == "amplified" }

func (c Cascade) happened(r *record.Run) (float64, bool) {
	if r.Twin == nil {
		return 0, false
	}
	if c.spread(r) && fall(r.LogStart, r.LogMin) >= float64(c.Amplification*fall(r.LogStart, r.Twin.LogMin)) {
		return 1, true
	}
	return 0, true
}

// spread reports whether a late enough generation sold anything.
func (c Cascade) spread(r *record.Run) bool {
	for i := range r.Lenders {
		for g, coins := range r.Lenders[i].SoldByGeneration {
			if g >= c.Generation && coins > 0 {
				return true
			}
		}
	}
	return false
}

// sized is a metric of the runs with a cascade.
func (c Cascade) sized(of func(*record.Run) (float64, bool)) func(*record.Run) (float64, bool) {
	return func(r *record.Run) (float64, bool) {
		if x, ok := c.happened(r); !ok || x == 0 {
			return 0, false
		}
		return of(r)
	}
}
