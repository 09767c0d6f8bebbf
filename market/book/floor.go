package book

import (
	"encoding/binary"
	"math/bits"
)

// toucher is the touch floor: what any book must at least do with a flow, and no more. It reads the message, finds the
// slot of the order (the free one used last, or by id), writes its 16 bytes and touches one level; it matches nothing, so
// that the slots of filled orders are lost and taken again in turn. A reference, not a proven bound.
type toucher struct {
	slots  []Handle // by id, in the table that a replay keeps
	orders []resting
	totals []level // by tick
	lowest Tick
}

// newToucher makes the floor of a flow that never has more than live orders resting.
func newToucher(f *Flow, live int) *toucher {
	span := min(int64(f.Highest)-int64(f.Lowest)+1, 1<<24)
	return &toucher{
		slots:  make([]Handle, int(f.LargestID)+1),
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
	last, free, used := t.lowest, uint32(0), uint32(0)
	for at := messageSize; at <= len(body); at += messageSize {
		m := body[at-messageSize : at]
		id := binary.LittleEndian.Uint32(m[4:])
		quantity := Lots(binary.LittleEndian.Uint32(m[12:]))
		switch m[0] {
		case limitMessage:
			last = Tick(binary.LittleEndian.Uint32(m[8:]))
			s := free
			if s == 0 {
				used++
				s = used & uint32(len(orders)-1)
			}
			slots[id] = Handle(s)
			free = orders[s].next
			orders[s] = resting{price: last, quantity: quantity}
			totals[uint32(last-t.lowest)&uint32(len(totals)-1)].total += int64(quantity)
		case cancelMessage:
			s := uint32(slots[id])
			r := &orders[s]
			totals[uint32(r.price-t.lowest)&uint32(len(totals)-1)].total -= int64(r.quantity)
			*r = resting{next: free, price: r.price}
			free = s
		default:
			orders[0] = resting{price: last, quantity: quantity}
			totals[uint32(last-t.lowest)&uint32(len(totals)-1)].total -= int64(quantity)
		}
	}
	clear(t.orders) // free ends here
}
