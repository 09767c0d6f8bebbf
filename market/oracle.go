package market

import "firesale/market/unit"

// Oracle makes the marks by which loans are judged: the median over the last Window of the mid observed Lag ago, over
// Venues that each see it with independent noise,
//
//	ln M = median of { ln S(t−Lag−j·dt) + Noise·Z_jk },   j < Window/dt,  k < Venues
//
// Lag and Window are rounded to whole steps, half up. With a lag, sales start a lag late and go on for a lag after the
// price has recovered. Misleads where venues fail together: the noise is independent. Published lenders name an index
// of several exchanges and no lag; all presets are assumed.
type Oracle struct {
	Lag    unit.Duration `toml:"lag" range:"[0,inf)" doc:"age of the mid that marks see" source:"assumed"`
	Window unit.Duration `toml:"window" range:"[0,inf)" doc:"length over which the median is taken; 0s is one sample" source:"assumed"`
	Venues int           `toml:"venues" unit:"venues" range:"[1,100]" doc:"venues whose median is the mark" source:"assumed"`
	Noise  unit.Ratio    `toml:"noise" range:"[0,1)" doc:"standard deviation of a venue's log price around the mid" source:"assumed"`
}

// OraclePreset is the mid itself, at once.
func OraclePreset() *Oracle { return &Oracle{Venues: 1} }

// Rounded reports whether Lag or Window is not a whole number of steps, so that a run can say so.
func (o *Oracle) Rounded(step unit.Duration) bool {
	return step > 0 && (o.Lag%step != 0 || o.Window%step != 0)
}

// Open makes the feed of marks for a clock. In instant mode, step 0, no time passes and the mark is the mid (with its
// noise).
func (o *Oracle) Open(step unit.Duration) *Feed {
	f := &Feed{
		lag: wholeSteps(o.Lag, step), samples: max(wholeSteps(o.Window, step), 1),
		venues: max(o.Venues, 1), noise: float64(o.Noise),
	}
	if f.noise == 0 {
		f.venues = 1 // the others see the same
	}
	f.direct = f.lag == 0 && f.samples == 1 && f.noise == 0
	f.ring = make([]sample, f.lag+f.samples)
	f.errors = make([]float64, len(f.ring)*f.venues)
	f.sorted = make([]sample, 0, f.samples*f.venues)
	return f
}

// wholeSteps rounds half up: 10 s is no step of a minute, 30 s is one.
func wholeSteps(d, step unit.Duration) int {
	if step <= 0 {
		return 0
	}
	return int((d + step/2) / step)
}
