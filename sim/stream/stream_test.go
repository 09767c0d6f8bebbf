package stream_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"firesale/market/random"
	"firesale/sim/stream"
)

// These numbers are inside every published result. If this fails, mend the keys; never edit the numbers.
func TestFrozenStreams(t *testing.T) {
	for _, c := range []struct {
		seed        int64
		replication int
		entity      string
		purpose     string
		want        uint64
	}{
		{1, 0, "price", "diffusion", 0x85abb47f271220ac},
		{1, 1, "price", "diffusion", 0xc60df930baf46bce},
		{-7, 999, "lender.ledn#3", "cure", 0x56bdbb5114b58e02},
		{0, 0, "", "", 0x218d1e8b80cc2f18},
	} {
		if got := stream.Open(c.seed, c.replication, c.entity, c.purpose).Uint64(); got != c.want {
			t.Errorf("%v starts with %#x", c, got)
		}
	}
	if got := stream.Of(1, 0, "lender.ledn#3", "cure").Number(2914).Number(2).Open().Uint64(); got != 0x722cad30e8361df3 {
		t.Errorf("borrower 2914, call 2 starts with %#x", got)
	}
	if got := stream.Of(1, 0, "lender.ledn#3", "cure").Uniform(random.Hash("borrower.B2914"), 2); got != 0.5466593056489312 {
		t.Errorf("borrower 2914, call 2 draws %v", got)
	}
}

// entities is the i-th of many (entity, purpose) pairs as a study has them.
func entity(i int) (string, string) {
	purposes := []string{"diffusion", "jumps", "cure", "delay", "prepay"}
	return fmt.Sprintf("lender.l%d#%d", i/50, i/5%10), purposes[i%5]
}

// TestNoDuplicates is R8: a million keys, first outputs all different, and of every kind of address.
func TestNoDuplicates(t *testing.T) {
	seen := make(map[uint64]string, 1_000_000)
	add := func(k stream.Key, what string, args ...any) {
		first := k.Open().Uint64()
		if other, ok := seen[first]; ok {
			t.Fatalf("%s starts as %s does", fmt.Sprintf(what, args...), other)
		}
		seen[first] = what
	}
	for i := range 10_000 {
		e, p := entity(i % 500)
		add(stream.Of(int64(i/500), 0, e, p), "seed %d %s %s", i/500, e, p)
		for r := 1; r < 50; r++ {
			add(stream.Of(int64(i/500), r, e, p), "seed %d replication %d %s %s", i/500, r, e, p)
		}
		borrower := stream.Of(1, 1000, "lender.ledn#0", "cure").Number(i)
		for call := range 50 {
			add(borrower.Number(call), "borrower %d call %d", i, call)
		}
	}
	if len(seen) != 1_000_000 {
		t.Errorf("judged %d keys, want a million", len(seen))
	}
}

// TestNeighboursUncorrelated is the other half of R8: first draws of neighbouring keys over 10,000 (replication, entity,
// purpose) keys have correlation 0 within 4 standard errors, 1/√n each.
func TestNeighboursUncorrelated(t *testing.T) {
	const n = 10_000
	first := func(replication, i int) float64 {
		e, p := entity(i)
		return stream.Open(1, replication, e, p).Normal()
	}
	for _, c := range []struct {
		name string
		x, y func(i int) float64
	}{
		{"next replication", func(i int) float64 { return first(0, i) }, func(i int) float64 { return first(1, i) }},
		{"far replication", func(i int) float64 { return first(0, i) }, func(i int) float64 { return first(1<<20, i) }},
		{"next entity", func(i int) float64 { return first(0, i) }, func(i int) float64 { return first(0, i+5) }},
		{"next purpose", func(i int) float64 { return first(0, i) }, func(i int) float64 { return first(0, i+1) }},
		{"successive replications", func(i int) float64 { return first(i, 0) }, func(i int) float64 { return first(i+1, 0) }},
	} {
		sum := 0.0
		for i := range n {
			sum += c.x(i) * c.y(i)
		}
		if limit := 4 / math.Sqrt(n); math.Abs(sum/n) > limit {
			t.Errorf("%s: correlation %v, want within %v of 0", c.name, sum/n, limit)
		}
	}
}

// TestUniformNeighbours holds single numbers to the same, by copy of a lender, borrower and number: their mean is a half,
// and neighbours have correlation 0, each within 4 standard errors of 40,000.
func TestUniformNeighbours(t *testing.T) {
	const n = 40_000
	at := func(copy, borrower, number int) float64 {
		key := stream.Of(1, 0, fmt.Sprint("lender.ledn#", copy), "cure")
		return (key.Uniform(random.Hash(fmt.Sprint("borrower.B", borrower)), number) - 0.5) * math.Sqrt(12)
	}
	for _, c := range []struct {
		name                   string
		copy, borrower, number int
	}{{"next copy", 1, 0, 0}, {"next borrower", 0, 1, 0}, {"next call", 0, 0, 1}, {"tenth call", 0, 0, 10}} {
		mean, sum := 0.0, 0.0
		for i := range n {
			x := at(i%40, i/40%50, i/2_000)
			mean += x
			sum += x * at(i%40+c.copy, i/40%50+c.borrower, i/2_000+c.number)
		}
		if limit := 4 / math.Sqrt(n); math.Abs(sum/n) > limit || math.Abs(mean/n) > limit {
			t.Errorf("%s: mean %v and correlation %v, want both within %v of 0", c.name, mean/n, sum/n, limit)
		}
	}
}

// TestPartsAreKeptApart lists addresses that a careless mix would confuse.
func TestPartsAreKeptApart(t *testing.T) {
	keys := map[stream.Key]string{}
	for what, k := range map[string]stream.Key{
		"(price, jumps)":    stream.Of(1, 0, "price", "jumps"),
		"(jumps, price)":    stream.Of(1, 0, "jumps", "price"),
		"(pricej, umps)":    stream.Of(1, 0, "pricej", "umps"),
		"(, pricejumps)":    stream.Of(1, 0, "", "pricejumps"),
		"seed 0, repl. 1":   stream.Of(0, 1, "price", "jumps"),
		"seed −1":           stream.Of(-1, 0, "price", "jumps"),
		"without a purpose": stream.Root(1, 0).Name("price"),
		"number 0":          stream.Of(1, 0, "price", "jumps").Number(0),
		"numbers 1, 2":      stream.Of(1, 0, "price", "jumps").Number(1).Number(2),
		"numbers 2, 1":      stream.Of(1, 0, "price", "jumps").Number(2).Number(1),
		"empty name":        stream.Of(1, 0, "price", "jumps").Name(""),
	} {
		if other, ok := keys[k]; ok {
			t.Errorf("%s has the key of %s", what, other)
		}
		keys[k] = what
	}
}

func TestSeedAllocatesNothing(t *testing.T) {
	s, lender := random.New(0, 0), stream.Of(1, 0, "lender.ledn#3", "cure")
	if n := testing.AllocsPerRun(100, func() { lender.Number(17).Number(1).Seed(s); s.Normal() }); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
	want := lender.Number(17).Number(1).Open().Normal()
	lender.Number(17).Number(1).Seed(s)
	if got := s.Normal(); got != want {
		t.Errorf("a source in hand draws %v, want %v as a new one", got, want)
	}
}

// BenchmarkNewStream opens a stream and draws one normal, as a touched loan does.
func BenchmarkNewStream(b *testing.B) {
	b.Run("numbers", func(b *testing.B) {
		s, lender := random.New(0, 0), stream.Of(1, 0, "lender.ledn#3", "cure")
		for i := 0; b.Loop(); i++ {
			lender.Number(i).Number(1).Seed(s)
			s.Normal()
		}
	})
	b.Run("names", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			stream.Open(1, i, "lender.ledn#3", "cure").Normal()
		}
	})
}

// A lender's stream of cures is mixed once; each borrower's call has its own draws.
func ExampleKey_Number() {
	cures := stream.Of(1, 0, "lender.ledn#3", "cure")
	first := cures.Number(2914).Number(1).Open()
	again := cures.Number(2914).Number(1).Open()
	second := cures.Number(2914).Number(2).Open()
	fmt.Println(first.Uniform() == again.Uniform(), again.Uniform() == second.Uniform())
	// Output: true false
}

// TestBetweenIsUniform holds the search through many names to the numbers that they have, also where a bound is such a number.
func TestBetweenIsUniform(t *testing.T) {
	key := stream.Of(3, 0, "lender.ledn#1", "prepay")
	names := make([]uint64, 2_000)
	for i := range names {
		names[i] = random.Hash(fmt.Sprint("borrower.B", i))
	}
	numbers := func(n int) []float64 {
		return []float64{0, 1, 0.5, key.Uniform(names[7], n), key.Uniform(names[8], n), -1, 2}
	}
	for n := range 3 {
		for _, from := range numbers(n) {
			for _, to := range numbers(n) {
				found := key.Between(names, n, from, to, []int32{-1})
				want := []int32{-1}
				for i, name := range names {
					if u := key.Uniform(name, n); from <= u && u < to {
						want = append(want, int32(i))
					}
				}
				if !slices.Equal(found, want) {
					t.Errorf("%d names are from %v up to %v, want %d", len(found)-1, from, to, len(want)-1)
				}
			}
		}
	}
}
