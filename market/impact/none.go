package impact

import "math"

// None moves nothing: every fill is the mid less the half spread. It is the control experiment, and the market of a
// run's feedback-off twin.
type None struct{}

// Open cannot fail.
func (*None) Open(Market) (Model, error) { return none{}, nil }

type none struct{}

func (none) Reset()                                       {}
func (none) Decay(float64)                                {}
func (none) Memoryless()                                  {}
func (none) Trade(_, _, _ float64) (move, fill float64)   { return 0, 0 }
func (none) Displacement() (permanent, transient float64) { return 0, 0 }
func (none) Depth(float64) float64                        { return math.Inf(1) }
