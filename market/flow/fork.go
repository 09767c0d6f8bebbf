package flow

import (
	"firesale/market/book"
	"firesale/market/random"
)

// A Forker is a class that can take over the state of another class of the same parameters, its source's included, so
// that from there on both do the same unless the book does not.
type Forker interface {
	Become(o Class)
}

// Become makes c what o is now: the same book, the same plans, the same luck to come. Both must be of equal classes and
// scale. It reports false, and c is then worth nothing, if a class cannot be forked. A tape is not copied.
func (c *Crowd) Become(o *Crowd) bool {
	for i, class := range c.classes {
		f, ok := class.(Forker)
		if !ok {
			return false
		}
		f.Become(o.classes[i])
	}
	c.book.Become(o.book)
	c.queue.seq, c.queue.events = o.queue.seq, append(c.queue.events[:0], o.queue.events...)
	c.fills = append(c.fills[:0], o.fills...)
	c.Multiplier, c.depth, c.now, c.value, c.twice, c.spread, c.count = o.Multiplier, o.depth, o.now, o.value, o.twice, o.spread, o.count
	return true
}

// sourceOf copies a source into the memory of another, which may be nil.
func sourceOf(memory, o *random.Source) *random.Source {
	if memory == nil {
		memory = new(random.Source)
	}
	*memory = *o
	return memory
}

// Become implements Forker.
func (h *hiddenOrders) Become(o Class) {
	from := o.(*hiddenOrders)
	h.self, h.source = from.self, sourceOf(h.source, from.source)
	h.orders = append(h.orders[:0], from.orders...)
}

// Become implements Forker.
func (v *value) Become(o Class) {
	from := o.(*value)
	v.self, v.source = from.self, sourceOf(v.source, from.source)
	v.thresholds = append(v.thresholds[:0], from.thresholds...)
}

// Become implements Forker.
func (m *momentum) Become(o Class) {
	from := o.(*momentum)
	m.self, m.source, m.mean = from.self, sourceOf(m.source, from.source), from.mean
}

// Become implements Forker.
func (z *zeroIntelligence) Become(o Class) {
	from := o.(*zeroIntelligence)
	z.self, z.source, z.touch = from.self, sourceOf(z.source, from.source), from.touch
	z.resting = append(z.resting[:0], from.resting...)
}

// Become implements Forker.
func (m *makers) Become(o Class) {
	from := o.(*makers)
	m.self, m.source, m.mean, m.fast = from.self, sourceOf(m.source, from.source), from.mean, from.fast
	for i := range from.makers {
		quotes := append(m.makers[i].quotes[:0], from.makers[i].quotes...)
		m.makers[i] = from.makers[i]
		m.makers[i].quotes = quotes
	}
}

// become copies what agents at distances share.
func (l *looker) become(o *looker) {
	l.self, l.source = o.self, sourceOf(l.source, o.source)
	l.delay = append(l.delay[:0], o.delay...)
}

// Become implements Forker.
func (n *noise) Become(o Class) { n.become(&o.(*noise).looker) }

// Become implements Forker.
func (t *trend) Become(o Class) {
	from := o.(*trend)
	t.become(&from.looker)
	t.seen = append(t.seen[:0], from.seen...)
}

// Become implements Forker.
func (b *belief) Become(o Class) {
	from := o.(*belief)
	b.become(&from.looker)
	b.mine = append(b.mine[:0], from.mine...)
	b.close, b.start, b.startValue, b.fundamental, b.seen = from.close, from.start, from.startValue, from.fundamental, from.seen
}

// Become implements Forker.
func (a *adaptive) Become(o Class) {
	from := o.(*adaptive)
	a.become(&from.looker)
	a.tilted = from.tilted
	ring := append(a.recent.ring[:0], from.recent.ring...)
	a.recent = from.recent
	a.recent.ring = ring
	for i, m := range from.makers {
		mine := append([]book.Handle(nil), m.mine...)
		m.mine = mine
		a.makers[i] = m
	}
}
