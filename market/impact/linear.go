package impact

import "errors"

// Linear moves the log price in proportion to the net flow q (BTC, negative for a sale), for good:
//
//	ΔP = q / (m·Depth),   fill = logarithmic mean
//
// with m the depth multiplier of the moment. Holds for flow that is small against the depth, and is the only permanent
// form that offers no profit from a round trip. Misleads hours after uninformed sales: nothing recovers. Sources:
// Huberman and Stanzl 2004; Gatheral 2010.
type Linear struct {
	Depth float64 `toml:"depth" unit:"BTC per unit of log price" range:"(0,inf)" doc:"BTC that lower the log price by 1" source:"assumed"`
}

var errDepth = errors.New("depth: want a positive number of BTC per unit of log price")

// Open fails on a depth that is not positive.
func (p *Linear) Open(Market) (Model, error) {
	if !(p.Depth > 0) {
		return nil, errDepth
	}
	return &linear{depth: p.Depth}, nil
}

type linear struct{ depth, permanent float64 }

func (l *linear) Reset()        { l.permanent = 0 }
func (l *linear) Decay(float64) {}
func (l *linear) Memoryless()   {}

func (l *linear) Trade(flow, multiplier, _ float64) (move, fill float64) {
	move = flow / float64(multiplier*l.depth)
	l.permanent += move
	return move, logMean(move)
}

func (l *linear) Displacement() (permanent, transient float64) { return l.permanent, 0 }
func (l *linear) Depth(multiplier float64) float64             { return multiplier * l.depth }
func (l *linear) Profile() (depth, recovery float64)           { return l.depth, profileRecovery }
