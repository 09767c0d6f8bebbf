package book

import (
	"encoding/binary"
	"math/bits"
)

// toucher is the touch floor: what any book must at least do with a flow, and no more. It reads the message, finds the
// slot of the order, writes its 16 bytes and touches one level; it matches nothing. A reference, not a proven bound.
type toucher struct {
	slots  []uint32 // by id
	orders []resting
	totals []level // by tick
	lowest Tick
}

// newToucher makes the floor of a flow that never has more than live orders resting.
func newToucher(f *Flow, live int) *toucher {
	span := min(int64(f.Highest)-int64(f.Lowest)+1, 1<<24)
	return &toucher{
		slots:  make([]uint32, int(f.LargestID)+1),
		orders: make([]resting, ceilPower(live)),
		totals: make([]level, ceilPower(int(max(span, 1)))),
		lowest: f.Lowest,
	}
}

// ceilPower is the power of two at or over n, at least 2.
func ceilPower(n int) int { return 1 << bits.Len(uint(max(n, 2)-1)) }

// touch goes once through a flow.
func (t *toucher) touch(body []byte) {
	slots, orders, totals := t.slots, t.orders, t.totals
	last, slot := t.lowest, uint32(0)
	for ; len(body) >= messageSize; body = body[messageSize:] {
		id := binary.LittleEndian.Uint32(body[4:])
		quantity := Lots(binary.LittleEndian.Uint32(body[12:]))
		switch body[0] {
		case limitMessage:
			last = Tick(binary.LittleEndian.Uint32(body[8:]))
			slot++
			slots[id] = slot
			orders[slot&uint32(len(orders)-1)] = resting{next: id, price: last, quantity: quantity}
			totals[uint32(last-t.lowest)&uint32(len(totals)-1)].total += int64(quantity)
		case cancelMessage:
			r := &orders[slots[id]&uint32(len(orders)-1)]
			totals[uint32(r.price-t.lowest)&uint32(len(totals)-1)].total -= int64(r.quantity)
			*r = resting{price: r.price}
		default:
			orders[0] = resting{next: id, price: last, quantity: quantity}
			totals[uint32(last-t.lowest)&uint32(len(totals)-1)].total -= int64(quantity)
		}
	}
}
