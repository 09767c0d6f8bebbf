// Package stream decides who draws which random numbers.
//
// A stream is addressed by (seed, replication, entity, purpose), and where needed by further numbers such as a borrower's
// and a call's: never by the point of the design, the worker, the shard, or an order of use. So all points of a study and
// the twin share their draws, and adding or removing a lender leaves every other draw as it was.
package stream

import (
	"math"
	"slices"

	"firesale/market/random"
)

// Key is the address of a stream, mixed down to 128 bits. It is a value: extending one leaves it as it was, so that what
// is common to many streams (seed, replication, entity) is mixed once.
//
// Two keys that differ in their last part only are never equal; any other two with chance 2⁻⁶⁴ at most.
type Key struct{ hi, lo uint64 }

// Root is the key of all streams of a replication.
func Root(seed int64, replication int) Key {
	return Key{}.absorb(uint64(seed), number).absorb(uint64(replication), number)
}

// Of is the key of the stream (seed, replication, entity, purpose), such as (1, 0, "lender.ledn#3", "cure").
func Of(seed int64, replication int, entity, purpose string) Key {
	return Root(seed, replication).Name(entity).Name(purpose)
}

// Open is a new source at the start of a stream.
func Open(seed int64, replication int, entity, purpose string) *random.Source {
	return Of(seed, replication, entity, purpose).Open()
}

// Name extends the key by a name, such as that of an entity or a purpose.
func (k Key) Name(s string) Key { return k.absorb(random.Hash(s), name) }

// At extends the key by the hash of a name and a number at once, such as those of a borrower and of its margin call: for
// addresses that are mixed millions of times.
func (k Key) At(hashed uint64, n int) Key {
	return k.absorb(hashed+uint64(n)*golden, address)
}

// Uniform is one number of the open interval (0, 1), where the hash of a name and a number have one each: the outputs of a
// SplitMix64 that starts at the name, in any order and at a tenth of the cost of a source.
func (k Key) Uniform(hashed uint64, n int) float64 {
	return uniform(k.lo + hashed + uint64(n)*golden)
}

// Below is the first number n of a name in [from, to) at which Uniform is below bound[n], or to if there is none.
func (k Key) Below(hashed uint64, from, to int, bound []float64) int {
	at := k.lo + hashed + uint64(from)*golden
	for n := from; n < to; n++ {
		if uniform(at) < bound[n] {
			return n
		}
		at += golden
	}
	return max(from, to)
}

// Between appends to found the places, in order, of the names with from ≤ Uniform(name, n) < to.
func (k Key) Between(names []uint64, n int, from, to float64, found []int32) []int32 {
	first := cellsBelow(from)
	width := max(cellsBelow(to), first) - first
	at := k.lo + uint64(n)*golden
	count := len(found)
	found = slices.Grow(found, len(names))[:count+len(names)]
	for i, name := range names {
		found[count] = int32(i)
		if random.Mix(at+name)>>12-first < width {
			count++
		}
	}
	return found[:count]
}

// cellsBelow is how many of the 2⁵² numbers that uniform takes are below p, exactly.
func cellsBelow(p float64) uint64 {
	return uint64(math.Ceil(min(max(p, 0), 1)*(1<<52) - 0.5))
}

// uniform is a number of the open interval (0, 1) from an address.
func uniform(at uint64) float64 {
	return (float64(int64(random.Mix(at)>>12)) + 0.5) * (1.0 / (1 << 52))
}

// Number extends the key by a numeric address, such as a borrower's number or that loan's call number.
func (k Key) Number(n int) Key { return k.absorb(uint64(n), number) }

// Open is a new source at the start of the stream.
func (k Key) Open() *random.Source { return random.New(k.hi, k.lo) }

// Seed sets a source in hand to the start of the stream, without allocating.
func (k Key) Seed(s *random.Source) { s.Seed(k.hi, k.lo) }

// What is absorbed is marked by its kind, so that no name has the key of a number.
const (
	name    = 0xa0761d6478bd642f
	number  = 0xe7037ed1a0b428db
	address = 0x8ebc6af09c88c6e3
)

// golden parts the numbers of one name: odd, so that no two of them meet.
const golden = 0x9e3779b97f4a7c15

// absorb mixes one part into the key: a bijection of the key for a given part, and one-to-one in the part for a given key.
func (k Key) absorb(part, kind uint64) Key {
	hi := random.Mix(k.hi ^ random.Mix(part+kind))
	return Key{hi, random.Mix(k.lo + hi ^ kind)}
}
