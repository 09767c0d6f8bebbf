package book

import "math/bits"

// bitmap is a set of small numbers, 64-way and three levels deep: up to 2^18 members, and the neighbour of any number in
// at most three words up and two down, however far away it is.
type bitmap struct {
	low, middle []uint64 // bit i of a word says that its i-th word below is not 0
	top         uint64
}

// newBitmap makes an empty set of numbers below size, at most 2^18.
func newBitmap(size int) bitmap {
	words := (size + 63) / 64
	return bitmap{low: make([]uint64, words), middle: make([]uint64, (words+63)/64)}
}

func (m *bitmap) add(i uint32) {
	m.low[i>>6] |= 1 << (i & 63)
	m.middle[i>>12] |= 1 << (i >> 6 & 63)
	m.top |= 1 << (i >> 12)
}

func (m *bitmap) remove(i uint32) {
	w := m.low[i>>6] &^ (1 << (i & 63))
	m.low[i>>6] = w
	if w == 0 {
		m.thin(i)
	}
}

// thin takes an emptied word of low out of the levels over it.
func (m *bitmap) thin(i uint32) {
	w := m.middle[i>>12] &^ (1 << (i >> 6 & 63))
	m.middle[i>>12] = w
	if w == 0 {
		m.top &^= 1 << (i >> 12)
	}
}

func (m *bitmap) has(i uint32) bool { return m.low[i>>6]>>(i&63)&1 == 1 }

// below is the largest member under i.
func (m *bitmap) below(i uint32) (uint32, bool) {
	w := i >> 6
	if word := m.low[w] & (1<<(i&63) - 1); word != 0 {
		return w<<6 | highest(word), true
	}
	return m.climbDown(w)
}

func (m *bitmap) climbDown(w uint32) (uint32, bool) {
	v := w >> 6
	word := m.middle[v] & (1<<(w&63) - 1)
	if word == 0 {
		up := m.top & (1<<v - 1)
		if up == 0 {
			return 0, false
		}
		v = highest(up)
		word = m.middle[v]
	}
	w = v<<6 | highest(word)
	return w<<6 | highest(m.low[w]), true
}

// above is the smallest member over i.
func (m *bitmap) above(i uint32) (uint32, bool) {
	w := i >> 6
	if word := m.low[w] & (^uint64(1) << (i & 63)); word != 0 {
		return w<<6 | lowest(word), true
	}
	return m.climbUp(w)
}

func (m *bitmap) climbUp(w uint32) (uint32, bool) {
	v := w >> 6
	word := m.middle[v] & (^uint64(1) << (w & 63))
	if word == 0 {
		up := m.top & (^uint64(1) << v)
		if up == 0 {
			return 0, false
		}
		v = lowest(up)
		word = m.middle[v]
	}
	w = v<<6 | lowest(word)
	return w<<6 | lowest(m.low[w]), true
}

// min is the smallest member.
func (m *bitmap) min() (uint32, bool) {
	if m.top == 0 {
		return 0, false
	}
	v := lowest(m.top)
	w := v<<6 | lowest(m.middle[v])
	return w<<6 | lowest(m.low[w]), true
}

// max is the largest member.
func (m *bitmap) max() (uint32, bool) {
	if m.top == 0 {
		return 0, false
	}
	v := highest(m.top)
	w := v<<6 | highest(m.middle[v])
	return w<<6 | highest(m.low[w]), true
}

// count is the number of members.
func (m *bitmap) count() (n int) {
	for _, word := range m.low {
		n += bits.OnesCount64(word)
	}
	return n
}

func highest(word uint64) uint32 { return uint32(63 - bits.LeadingZeros64(word)) }
func lowest(word uint64) uint32  { return uint32(bits.TrailingZeros64(word)) }
