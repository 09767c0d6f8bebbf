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
// returns the result that all of them agree on. Clocks are the caller's: wall, and the processor time of this process.
func (f *Flow) Race(laps int, wall, cpu func() time.Duration) (Result, []Lap, error) {
	p := f.player(New(Preset()))
	most, err := p.rehearse(f.body)
	if err != nil {
		return p.result, nil, err
	}
	t := newToucher(f, most)
	t.touch(f.body)
	want, run := p.result, make([]Lap, 0, laps)
	for range laps {
		p.book.Reset()
		p.result = Result{}
		busy, start := cpu(), wall()
		t.touch(f.body)
		middle := wall()
		err := p.play(f.body)
		end := wall()
		if err != nil || p.result != want {
			panic("book: the same flow gave another result")
		}
		run = append(run, Lap{middle - start, end - middle, float64(cpu()-busy) / float64(end-start)})
	}
	return want, run, nil
}

// rehearse plays a flow in pieces and returns the most orders that rested at the end of one.
func (p *player) rehearse(body []byte) (most int, err error) {
	const piece = 1000 * messageSize
	for at := 0; at < len(body) && err == nil; at += piece {
		err = p.play(body[at:min(at+piece, len(body))])
		most = max(most, p.book.live)
	}
	return most, err
}
