package flow

import (
	"math"

	"firesale/market/book"
	"firesale/market/random"
)

// size draws order sizes: lognormal of a given mean, in lots, never under one lot.
type size struct {
	center float64 // ln of the median, in lots
	sd     float64 // of the log; 0 makes every order the mean
}

// newSize makes a lognormal whose mean is mean lots: exp(center + sd²/2) = mean.
func newSize(mean, sd float64) size { return size{math.Log(mean) - sd*sd/2, sd} }

func (z size) draw(s *random.Source) book.Lots {
	log := z.center
	if z.sd > 0 {
		log += float64(z.sd * s.Normal())
	}
	return book.Lots(math.Max(1, math.Min(math.Exp(log)+0.5, math.MaxUint32/2)))
}
