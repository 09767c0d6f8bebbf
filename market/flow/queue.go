package flow

import (
	"firesale/market/book"
	"firesale/market/unit"
)

// action is what a message asks of the book, or of its sender.
type action uint8

const (
	wake action = iota
	look        // a query reaches the book
	limit
	postOnly
	market
	sweep // a market order that a halt does not collect
	cancel
)

// Message is one thing that happens: an order that arrives at the book, or an agent that wakes.
type message struct {
	handle   book.Handle // cancel
	owner    uint32
	note     uint32
	price    book.Tick
	quantity book.Lots
	action   action
	side     book.Side
}

// event is a message and when it happens; of equal times the one that was sent first comes first.
type event struct {
	at  unit.Duration
	seq uint64
	message
}

func (e *event) before(f *event) bool { return e.at < f.at || e.at == f.at && e.seq < f.seq }

// queue is a binary heap of events by value: container/heap would allocate a box for each.
type queue struct {
	events []event
	seq    uint64
}

func (q *queue) reset() { q.events, q.seq = q.events[:0], 0 }

// next is when the first event happens.
func (q *queue) next() unit.Duration {
	if len(q.events) == 0 {
		return Never
	}
	return q.events[0].at
}

// push adds an event; one at Never is forgotten.
func (q *queue) push(at unit.Duration, m message) {
	if at == Never {
		return
	}
	q.seq++
	q.events = append(q.events, event{at, q.seq, m})
	i := len(q.events) - 1
	e := q.events[i]
	for i > 0 {
		up := (i - 1) / 2
		if !e.before(&q.events[up]) {
			break
		}
		q.events[i] = q.events[up]
		i = up
	}
	q.events[i] = e
}

// pop takes the first event out.
func (q *queue) pop() event {
	first, n := q.events[0], len(q.events)-1
	last := q.events[n]
	q.events = q.events[:n]
	if n == 0 {
		return first
	}
	i := 0
	for {
		down := 2*i + 1
		if down >= n {
			break
		}
		if down+1 < n && q.events[down+1].before(&q.events[down]) {
			down++
		}
		if !q.events[down].before(&last) {
			break
		}
		q.events[i] = q.events[down]
		i = down
	}
	q.events[i] = last
	return first
}
