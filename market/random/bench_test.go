package random_test

import (
	"math/rand/v2"
	"testing"

	"firesale/market/random"
)

// BenchmarkNormal sets the block beside single draws and beside the standard library's generator of the same job.
func BenchmarkNormal(b *testing.B) {
	s := random.New(1, 2)
	b.Run("block=512", func(b *testing.B) {
		block := make([]float64, 512)
		for range b.N / len(block) {
			s.Normals(block)
		}
	})
	b.Run("single", func(b *testing.B) {
		for b.Loop() {
			s.Normal()
		}
	})
	b.Run("rand-v2-pcg", func(b *testing.B) {
		r := rand.New(rand.NewPCG(1, 2))
		for b.Loop() {
			r.NormFloat64()
		}
	})
}

func BenchmarkExponential(b *testing.B) {
	s := random.New(1, 2)
	for b.Loop() {
		s.Exponential()
	}
}
