package book

// Become makes b what o is: the same orders in the same places under the same handles. What happens to either
// afterwards is its own. It keeps b's memory, and costs a copy of the window.
func (b *Book) Become(o *Book) {
	mine := *b
	*b = *o
	b.ladder.become(&mine.ladder, &o.ladder)
	b.orders = append(mine.orders[:0], o.orders...)
	b.tags = append(mine.tags[:0], o.tags...)
	b.trades = append(mine.trades[:0], o.trades...)
	b.collected = append(mine.collected[:0], o.collected...)
	b.auction = mine.auction
}

// become copies a ladder into the memory of another.
func (l *ladder) become(memory, o *ladder) {
	l.levels = append(memory.levels[:0], o.levels...)
	l.filled.low = append(memory.filled.low[:0], o.filled.low...)
	l.filled.middle = append(memory.filled.middle[:0], o.filled.middle...)
	l.far = append(memory.far[:0], o.far...)
}
