package random

import (
	"math"
	"math/bits"
)

// Normal is a standard normal number, by a ziggurat of 256 strips. 98.8% of the draws cost one Uint64, a table look-up
// and a product. The outputs are pinned: they change with no version of Go and with no other library.
func (s *Source) Normal() float64 {
	u := s.Uint64() ^ s.mirror
	strip := &normalStrips.strip[u%layers]
	place := u >> 11
	if place < strip.sure {
		return signed(float64(place)*strip.width, u)
	}
	return s.rareNormal(u)
}

// Mirror gives every normal number from now on the other sign, and leaves all other draws as they are: antithetic to a
// source with the same seed.
func (s *Source) Mirror() { s.mirror = signBit }

// signBit decides the sign of a normal number, and nothing else of any draw.
const signBit = 1 << 8

// signed gives x the sign in bit 8 of u, which is in neither the strip's nor the place's bits.
func signed(x float64, u uint64) float64 {
	return math.Float64frombits(math.Float64bits(x) | u<<55&(1<<63))
}

// rareNormal decides a draw that fell beyond the sure part of its strip, drawing again until one is under the density.
func (s *Source) rareNormal(u uint64) float64 {
	for {
		i, place := u%layers, u>>11
		x := float64(place) * normalStrips.strip[i].width
		switch {
		case place < normalStrips.strip[i].sure:
			return signed(x, u)
		case i == 0:
			return signed(s.normalTail(), u)
		case normalStrips.under(i, normalDensity(x), s.Uniform()):
			return signed(x, u)
		}
		u = s.Uint64() ^ s.mirror
	}
}

// normalTail is a normal number given that it is beyond the last edge. Source: Marsaglia 1964.
func (s *Source) normalTail() float64 {
	for {
		x := -math.Log(s.Uniform()) / normalEdge
		if y := -math.Log(s.Uniform()); y+y > x*x {
			return normalEdge + x
		}
	}
}

// Normals fills the block with what as many calls of Normal would return. The state is kept in registers meanwhile,
// which is why the step of Uint64 is written out here once more.
func (s *Source) Normals(block []float64) {
	s0, s1, s2, s3, mirror := s.s0, s.s1, s.s2, s.s3, s.mirror
	for i := range block {
		u := (bits.RotateLeft64(s0+s3, 23) + s0) ^ mirror
		t := s1 << 17
		s2 ^= s0
		s3 ^= s1
		s1 ^= s2
		s0 ^= s3
		s2 ^= t
		s3 = bits.RotateLeft64(s3, 45)
		strip := &normalStrips.strip[u%layers]
		if place := u >> 11; place < strip.sure {
			block[i] = signed(float64(place)*strip.width, u)
			continue
		}
		s.s0, s.s1, s.s2, s.s3 = s0, s1, s2, s3
		block[i] = s.rareNormal(u)
		s0, s1, s2, s3 = s.s0, s.s1, s.s2, s.s3
	}
	s.s0, s.s1, s.s2, s.s3 = s0, s1, s2, s3
}
