package oracle

import (
	"fmt"
	"math"
	"slices"

	"firesale/sim/stream"
)

// streams: no two replications, entities or purposes share a stream (R8): no first draw comes twice among a million
// keys, and neighbours are uncorrelated.
func streams(b *bench) error {
	const keys = 1_000_000
	draws := make([]uint64, 0, keys)
	for i := range keys {
		entity := fmt.Sprintf("lender.ledn#%d", i/1000%100)
		purpose := [...]string{"cure", "delay", "prepay", "bridge", "diffusion", "jumps", "sizes", "pool", "noise", "split"}[i/100_000]
		draws = append(draws, stream.Open(seed, i%1000, entity, purpose).Uint64())
	}
	slices.Sort(draws)
	same(b, "first draws that come twice among a million keys", keys, len(slices.Compact(draws)))
	for _, c := range []struct {
		name      string
		neighbour func(i int) (one, other stream.Key)
	}{
		{"replications", func(i int) (one, other stream.Key) {
			return stream.Of(seed, i, "price", "diffusion"), stream.Of(seed, i+1, "price", "diffusion")
		}},
		{"seeds", func(i int) (one, other stream.Key) {
			return stream.Of(int64(i), 0, "price", "diffusion"), stream.Of(int64(i+1), 0, "price", "diffusion")
		}},
		{"entities", func(i int) (one, other stream.Key) {
			return stream.Of(seed, 0, fmt.Sprint("lender.x#", i), "cure"), stream.Of(seed, 0, fmt.Sprint("lender.x#", i+1), "cure")
		}},
		{"purposes", func(i int) (one, other stream.Key) {
			return stream.Of(seed, i, "lender.x#0", "cure"), stream.Of(seed, i, "lender.x#0", "delay")
		}},
		{"borrowers", func(i int) (one, other stream.Key) {
			key := stream.Of(seed, 0, "lender.x#0", "cure")
			return key.Number(i), key.Number(i + 1)
		}},
	} {
		const pairs = 10_000
		sum := 0.0
		for i := range pairs {
			one, other := c.neighbour(i)
			sum += (one.Open().Uniform() - 0.5) * (other.Open().Uniform() - 0.5) * 12
		}
		b.estimate("correlation of first draws, neighbouring "+c.name, 0, sum/pairs, 1/math.Sqrt(pairs))
	}
	return nil
}
