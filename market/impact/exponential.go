package impact

// Exponential multiplies the price by e^{q/Depth} for a net flow q (BTC, negative for a sale), for good:
//
//	ΔP = q / Depth,   fill = arithmetic mean of the prices before and after
//
// The price map is Linear's at full depth. It differs in the fill, as published fire-sale engines compute it, which
// overstates proceeds by about ΔP²/12, and in what depth means: a stock that the depth multiplier never touches, often
// set by "10% of the supply sold, 10% of the price lost" (coefficient 1.0536). Misleads for a paced order, whose cost is
// concave in size (take "squareroot"), and after hours. Source: Cifuentes, Ferrucci and Shin 2005.
type Exponential struct {
	Depth float64 `toml:"depth" unit:"BTC per unit of log price" range:"(0,inf)" doc:"BTC that lower the log price by 1, whatever the liquidity" source:"assumed"`
}

// Open fails on a depth that is not positive.
func (p *Exponential) Open(Market) (Model, error) {
	if !(p.Depth > 0) {
		return nil, errDepth
	}
	return &exponential{depth: p.Depth}, nil
}

type exponential struct{ depth, permanent float64 }

func (e *exponential) Reset()        { e.permanent = 0 }
func (e *exponential) Decay(float64) {}
func (e *exponential) Memoryless()   {}

func (e *exponential) Trade(flow, _, _ float64) (move, fill float64) {
	move = flow / e.depth
	e.permanent += move
	return move, arithmeticMean(move)
}

func (e *exponential) Displacement() (permanent, transient float64) { return e.permanent, 0 }
func (e *exponential) Depth(float64) float64                        { return e.depth }
