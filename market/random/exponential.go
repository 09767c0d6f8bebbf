package random

// Exponential is an exponential number of mean 1, by a ziggurat of 256 strips; never 0 in the tail's logarithm, and at
// least 0. Divide by a rate to get a waiting time. The outputs are pinned as those of Normal.
func (s *Source) Exponential() float64 {
	beyond := 0.0
	for {
		u := s.Uint64()
		i, place := u%layers, u>>11
		x := float64(place) * exponentialStrips.strip[i].width
		switch {
		case place < exponentialStrips.strip[i].sure:
			return beyond + x
		case i == 0:
			beyond += exponentialEdge // no memory: what is beyond the edge is exponential again
		case exponentialStrips.under(i, exponentialDensity(x), s.Uniform()):
			return beyond + x
		}
	}
}
