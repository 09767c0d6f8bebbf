package agents

import "math"

// A Cure tally counts the first margin calls of loans by the speed of the fall in which they came, and how many of these were
// cured while they were open.
type CureTally struct {
	Called, Cured int
	Fall          int64 // Σ of the falls, in millionths of a daily standard deviation
}

// Speeds are told apart by half a daily standard deviation, from SlowestFall on; the first and the last bin are open.
const (
	SpeedBins   = 28
	SlowestFall = -4.0
	SpeedWidth  = 0.5
)

// speedBin is the bin of the fall of a day, in daily standard deviations.
func speedBin(fall float64) int {
	return int(min(max(math.Floor((fall-SlowestFall)/SpeedWidth), 0), SpeedBins-1))
}

// hear counts loans that are called for the first time.
func (c *crowd) hear(fall float64, loans int) {
	t := &c.cures[speedBin(fall)]
	t.Called += loans
	t.Fall += int64(loans) * int64(math.Round(fall*1e6))
}

// Cures is the tally of the replication so far, by speed; nil where borrowers do not act.
func (l *Lender) Cures() []CureTally {
	if l.crowd == nil {
		return nil
	}
	return l.crowd.cures[:]
}
