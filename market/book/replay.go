package book

import (
	"encoding/binary"
	"fmt"
	"io"
)

// A Result is what a flow did in a book. Engines that agree on it agree on every fill and its place in the order.
type Result struct {
	Messages, Trades int
	Volume           int64 // lots
	Notional         int64 // ticks × lots
	Hash             uint64
	Live             int // orders left resting
}

// player feeds flows to a book.
type player struct {
	book    *Book
	handles []Handle // by id
	result  Result
}

// Replay reads a flow file, named for its errors, and plays it through an empty book.
func Replay(r io.Reader, name string) (Result, error) {
	f, err := ReadFlow(r, name)
	if err != nil {
		return Result{}, err
	}
	result, err := f.Play(New(Preset()))
	if err != nil {
		return result, fmt.Errorf("%s: %w", name, err)
	}
	return result, nil
}

// Play resets a book and plays the flow through it.
func (f *Flow) Play(b *Book) (Result, error) {
	p := f.player(b)
	err := p.play(f.body)
	p.count(f.body)
	return p.result, err
}

func (f *Flow) player(b *Book) *player {
	b.Reset()
	return &player{book: b, handles: make([]Handle, int(f.LargestID)+1)}
}

// play is the loop that benchmarks time: decode and match. Trades wait in the book.
func (p *player) play(body []byte) error {
	b, handles := p.book, p.handles
	for at := messageSize; at <= len(body); at += messageSize {
		m := body[at-messageSize : at]
		id := binary.LittleEndian.Uint32(m[4:])
		quantity := Lots(binary.LittleEndian.Uint32(m[12:]))
		switch m[0] {
		case limitMessage:
			price := Tick(binary.LittleEndian.Uint32(m[8:]))
			handles[id], _ = b.Limit(Order{id, Side(m[1]), price, quantity})
		case cancelMessage:
			if b.Cancel(handles[id]) == 0 {
				return fmt.Errorf("message %d: cancel of id %d: it is not live", at/messageSize, id)
			}
		default:
			b.Market(id, Side(m[1]), quantity)
		}
	}
	return nil
}

// count makes the result of what was played since the last count.
func (p *player) count(body []byte) {
	p.result = Result{Messages: len(body) / messageSize, Live: p.book.live}
	p.result.add(p.book.Take())
}

// add takes trades to a result. The hash is sensitive to their order: from 0, for each of maker, taker, price and
// quantity h = (h XOR value) × 0x9E3779B97F4A7C15, and after the four h = h XOR (h >> 29).
func (r *Result) add(trades []Trade) {
	const golden = 0x9E3779B97F4A7C15
	h := r.Hash
	for i := range trades {
		t := &trades[i]
		h = (h ^ uint64(t.Maker)) * golden
		h = (h ^ uint64(t.Taker)) * golden
		h = (h ^ uint64(t.Price)) * golden
		h = (h ^ uint64(t.Quantity)) * golden
		h ^= h >> 29
		r.Volume += int64(t.Quantity)
		r.Notional += int64(t.Price) * int64(t.Quantity)
	}
	r.Trades += len(trades)
	r.Hash = h
}
