package credit

import "math/bits"

// A set is places of a bucket. It allocates nothing until the first is added, and clearing it keeps what it has.
type set struct {
	words []uint64
	len   int
}

func (s *set) has(i int) bool { return s.len > 0 && s.words[i/64]>>(i%64)&1 == 1 }

// add puts in a place of a bucket of n.
func (s *set) add(i, n int) {
	if len(s.words) == 0 {
		s.words = make([]uint64, (n+63)/64)
	}
	if s.words[i/64]>>(i%64)&1 == 0 {
		s.words[i/64] |= 1 << (i % 64)
		s.len++
	}
}

// remove takes out a place that is in it.
func (s *set) remove(i int) {
	s.words[i/64] &^= 1 << (i % 64)
	s.len--
}

func (s *set) clear() {
	if s.len > 0 {
		clear(s.words)
		s.len = 0
	}
}

// gap is the first place from one up to another that is not a member.
func (s *set) gap(from, to int) int {
	for s.len > 0 && from < to {
		if free := ^s.words[from/64] >> (from % 64); free != 0 {
			return min(from+bits.TrailingZeros64(free), to)
		}
		from += 64 - from%64
	}
	return min(from, to)
}

// each visits the members from a up to b, rising.
func (s *set) each(a, b int, visit func(i int)) {
	if s.len == 0 {
		return
	}
	for w := a / 64; w*64 < b; w++ {
		for word := s.words[w]; word != 0; word &= word - 1 {
			if i := w*64 + bits.TrailingZeros64(word); i >= a && i < b {
				visit(i)
			}
		}
	}
}

// count is the number of members from a up to b.
func (s *set) count(a, b int) (n int) {
	if s.len == 0 || a >= b {
		return 0
	}
	first, last := a/64, (b-1)/64
	for w := first; w <= last; w++ {
		word := s.words[w]
		if w == first {
			word &= ^uint64(0) << (a % 64)
		}
		if w == last {
			word &= ^uint64(0) >> (63 - (b-1)%64)
		}
		n += bits.OnesCount64(word)
	}
	return n
}
