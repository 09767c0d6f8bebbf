package book

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// A flow file is a recorded stream of orders for the bare book, little-endian: a header of 32 bytes (LOBFLOW1, uint32
// number of messages, uint32 largest id, uint32 lowest and uint32 highest limit price, 8 zero bytes), then 16 bytes a
// message (uint8 type, uint8 side, 2 zero bytes, uint32 id, int32 price, uint32 quantity). Limit and market orders share
// one counter of ids from 1; a cancel names a live limit order.
const (
	flowMagic   = "LOBFLOW1"
	headerSize  = 32
	messageSize = 16
)

// The types of message in a flow file.
const (
	limitMessage uint8 = iota
	cancelMessage
	marketMessage
)

// Flow is a recorded stream of messages, as bytes so that replaying it reads what a file holds.
type Flow struct {
	Messages        int
	LargestID       uint32
	Lowest, Highest Tick // limit price
	body            []byte
	limits          int // limit orders added, to know the first one
}

// message is one line of a flow.
type message struct {
	kind     uint8
	side     Side
	id       uint32
	price    Tick
	quantity Lots
}

// decode reads the message at the start of m, which must hold one.
func decode(m []byte) message {
	_ = m[messageSize-1]
	return message{
		kind: m[0], side: Side(m[1]),
		id:       binary.LittleEndian.Uint32(m[4:]),
		price:    Tick(binary.LittleEndian.Uint32(m[8:])),
		quantity: Lots(binary.LittleEndian.Uint32(m[12:])),
	}
}

// add appends a message.
func (f *Flow) add(m message) {
	var line [messageSize]byte
	line[0], line[1] = m.kind, uint8(m.side)
	binary.LittleEndian.PutUint32(line[4:], m.id)
	binary.LittleEndian.PutUint32(line[8:], uint32(m.price))
	binary.LittleEndian.PutUint32(line[12:], uint32(m.quantity))
	f.body = append(f.body, line[:]...)
	f.Messages++
	f.LargestID = max(f.LargestID, m.id)
	if m.kind == limitMessage {
		f.widen(m.price)
	}
}

// widen keeps lowest and highest limit price.
func (f *Flow) widen(p Tick) {
	if f.limits == 0 {
		f.Lowest, f.Highest = p, p
	}
	f.limits++
	f.Lowest, f.Highest = min(f.Lowest, p), max(f.Highest, p)
}

// WriteTo writes the flow in the layout above.
func (f *Flow) WriteTo(w io.Writer) (int64, error) {
	header := make([]byte, headerSize)
	copy(header, flowMagic)
	for k, v := range []uint32{uint32(f.Messages), f.LargestID, uint32(f.Lowest), uint32(f.Highest)} {
		binary.LittleEndian.PutUint32(header[len(flowMagic)+4*k:], v)
	}
	n, err := w.Write(header)
	if err != nil {
		return int64(n), err
	}
	m, err := w.Write(f.body)
	return int64(n + m), err
}

// ReadFlow reads a flow and refuses one that breaks the layout, naming message (counted from 1) and reason. That a cancel
// names a live order shows only in a replay, which refuses it as well.
func ReadFlow(r io.Reader, name string) (*Flow, error) {
	header := make([]byte, headerSize)
	if _, err := io.ReadFull(r, header); err != nil {
		return nil, fmt.Errorf("%s: header: %w: want 32 bytes", name, err)
	}
	f, err := parseHeader(header)
	if err != nil {
		return nil, fmt.Errorf("%s: header: %w", name, err)
	}
	want := int64(f.Messages) * messageSize
	if f.body, err = io.ReadAll(io.LimitReader(r, want+1)); err != nil {
		return nil, fmt.Errorf("%s: message %d: %w", name, len(f.body)/messageSize+1, err)
	}
	if got := int64(len(f.body)); got != want {
		return nil, fmt.Errorf("%s: message %d: the header says %d messages, the file %s", name,
			min(len(f.body)/messageSize, f.Messages)+1, f.Messages, moreOrLess(got, want))
	}
	if n, err := f.validate(); err != nil {
		return nil, fmt.Errorf("%s: message %d: %w", name, n, err)
	}
	return f, nil
}

func moreOrLess(got, want int64) string {
	if got > want {
		return "goes on"
	}
	return fmt.Sprintf("ends after %d bytes of them", got)
}

func parseHeader(header []byte) (*Flow, error) {
	if got := string(header[:len(flowMagic)]); got != flowMagic {
		return nil, fmt.Errorf("starts with %q: want %q", got, flowMagic)
	}
	if pad := binary.LittleEndian.Uint64(header[24:]); pad != 0 {
		return nil, fmt.Errorf("ends with %#x: want 8 zero bytes", pad)
	}
	word := func(k int) uint32 { return binary.LittleEndian.Uint32(header[len(flowMagic)+4*k:]) }
	if word(0) > math.MaxInt32 {
		return nil, fmt.Errorf("%d messages: want at most %d", word(0), math.MaxInt32)
	}
	return &Flow{Messages: int(word(0)), LargestID: word(1), Lowest: Tick(word(2)), Highest: Tick(word(3))}, nil
}

// mostSkipped is how far ids may run ahead of the messages: a replay holds a slot for each, and a flow cut out of a longer
// one begins late in its counter.
const mostSkipped = 1 << 26

// validate returns the number of the first broken message. The largest id of a header may never come: a replay makes room
// for those that do.
func (f *Flow) validate() (int, error) {
	last := uint32(0)
	defer func() { f.LargestID = last }()
	for n := range f.Messages {
		line := f.body[n*messageSize:][:messageSize]
		m := decode(line)
		if line[2] != 0 || line[3] != 0 {
			return n + 1, fmt.Errorf("bytes 2 and 3 are %d and %d: want 0", line[2], line[3])
		}
		if err := f.legal(m, last); err != nil {
			return n + 1, err
		}
		if m.kind != cancelMessage {
			last = m.id
		}
	}
	return 0, nil
}

// legal holds one message to the layout; last is the largest id before it.
func (f *Flow) legal(m message, last uint32) error {
	switch {
	case m.kind > marketMessage:
		return fmt.Errorf("type %d: want 0 (limit), 1 (cancel) or 2 (market)", m.kind)
	case m.side > Sell:
		return fmt.Errorf("side %d: want 0 (buy) or 1 (sell)", m.side)
	case m.kind == cancelMessage && (m.id == 0 || m.id > last):
		return fmt.Errorf("cancel of id %d: the largest id so far is %d", m.id, last)
	case m.kind == cancelMessage:
		return nil
	case m.id <= last || m.id > f.LargestID:
		return fmt.Errorf("id %d: want one over %d, and the header says at most %d", m.id, last, f.LargestID)
	case int(m.id) > f.Messages+mostSkipped:
		return fmt.Errorf("id %d: want at most %d in a flow of %d messages: one counter from 1", m.id, f.Messages+mostSkipped, f.Messages)
	case m.quantity == 0:
		return fmt.Errorf("quantity 0: want at least 1")
	case m.kind == limitMessage && (m.price < f.Lowest || m.price > f.Highest):
		return fmt.Errorf("price %d: the header says %d to %d", m.price, f.Lowest, f.Highest)
	case m.kind == limitMessage && (m.price == NoBid || m.price == NoOffer):
		return fmt.Errorf("price %d: want one strictly between %d and %d", m.price, NoBid, NoOffer)
	}
	return nil
}
