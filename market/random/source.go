// Package random holds the one random source of the project and the pinned samplers on it.
//
// A Source is concrete, so that a block of normals is filled without a call through an interface, and frozen: its
// outputs are inside every published result. It knows no keys: who may draw which stream is decided in sim/stream.
package random

import "math/bits"

// Source is the generator xoshiro256++: 256 bits of state, period 2²⁵⁶ − 1, equidistributed in up to four dimensions.
// It is a math/rand/v2 Source, not safe for concurrent use and not for secrets.
//
// Source: Blackman and Vigna, Scrambled linear pseudorandom number generators, 2021.
type Source struct {
	s0, s1, s2, s3 uint64
	mirror         uint64 // signBit, or 0
}

// New is a source seeded with 128 bits.
func New(hi, lo uint64) *Source {
	s := new(Source)
	s.Seed(hi, lo)
	return s
}

// Seed starts the source again from 128 bits, without allocating. Different seeds give different states, and a change of
// one bit changes about half the bits of the state: neighbouring seeds may be used as they come.
func (s *Source) Seed(hi, lo uint64) {
	s.mirror = 0
	s.s0 = Mix(hi + golden)
	s.s1 = Mix(lo ^ bits.RotateLeft64(s.s0, 32))
	s.s2 = Mix(s.s1 + golden) // not 0 where s1 is: the state is never all zeros
	s.s3 = Mix(s.s2 ^ bits.RotateLeft64(s.s0, 17))
}

// golden is 2⁶⁴ divided by the golden ratio, the increment of SplitMix64.
const golden = 0x9e3779b97f4a7c15

// Mix is the finaliser of SplitMix64, a bijection of 64 bits in which every input bit reaches every output bit, and which
// leaves 0 as it is. Source: Steele, Lea and Flood 2014, variant 13 of Stafford.
func Mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Hash is FNV-1a, 64 bits: of a name, and fixed for ever, unlike the hash of Go's maps.
func Hash(name string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 0x100000001b3
	}
	return h
}

// Uint64 is the next 64 random bits.
func (s *Source) Uint64() uint64 {
	out := bits.RotateLeft64(s.s0+s.s3, 23) + s.s0
	t := s.s1 << 17
	s.s2 ^= s.s0
	s.s3 ^= s.s1
	s.s1 ^= s.s2
	s.s0 ^= s.s3
	s.s2 ^= t
	s.s3 = bits.RotateLeft64(s.s3, 45)
	return out
}

// Uniform is uniform on the open interval (0, 1), on the middles of 2⁵² cells, so that its logarithm and any quantile
// exist and U and 1 − U have the same law.
func (s *Source) Uniform() float64 { return uniform(s.Uint64()) }

func uniform(word uint64) float64 { return (float64(int64(word>>12)) + 0.5) * (1.0 / (1 << 52)) }
