package book

import "time"

// A Lap is one round of a race: the same flow through the touch floor, then through the book.
type Lap struct {
	Floor, Book time.Duration
	CPU         float64 // (user + system) / wall of the lap; under 0.95 the machine was busy and the lap does not count
}

// Share is the floor's time in the book's: 1 would be a book as fast as touching memory.
func (l Lap) Share() float64 { return float64(l.Floor) / float64(l.Book) }

// Race plays a flow through the touch floor and the book by turns, first an unmeasured round and then so many laps, and
// returns the result that all of them agree on, counted from the trades of each lap after its clock has stopped. Clocks
// are the caller's: wall, and the processor time of this process.
func (f *Flow) Race(laps int, wall, cpu func() time.Duration) (Result, []Lap, error) {
	p := f.player(New(Preset()))
	if err := p.play(f.body); err != nil {
		return Result{}, nil, err
	}
	p.count(f.body)
	t := newToucher(f, len(p.book.orders)) // slots: the most orders that ever rested
	t.touch(f.body)
	want, run := p.result, make([]Lap, 0, laps)
	for range laps {
		p.book.Reset()
		busy, start := cpu(), wall()
		t.touch(f.body)
		middle := wall()
		err := p.play(f.body)
		end := wall()
		run = append(run, Lap{middle - start, end - middle, float64(cpu()-busy) / float64(end-start)})
		if p.count(f.body); err != nil || p.result != want {
			panic("book: the same flow gave another result")
		}
	}
	return want, run, nil
}
