package plots

import (
	"fmt"

	"firesale/experiments/results"
)

// A snapshot is what rested in an order book at one time, in bands of prices.
type snapshot struct {
	hours float64
	bands []resting
}

// resting is one band of a snapshot.
type resting struct {
	bid               bool
	price, width, btc float64
}

// total is all that rests in a snapshot, BTC.
func (s *snapshot) total() (btc float64) {
	for _, b := range s.bands {
		btc += b.btc
	}
	return btc
}

// snapshots reads the book of a point's first kept replication: of the point that was asked for, else of the first one.
func (s source) snapshots(what string) (at cell, shots []*snapshot, err error) {
	of := map[cell][]*snapshot{}
	first := map[int]bool{}
	var order []cell
	columns := []string{"point", "replication", "time_h", "side", "price_usd", "width_usd", "btc"}
	err = s.cells("depth", columns, func(c []results.Cell) {
		at := cell{int(valueOf(c[0])), int(valueOf(c[1]))}
		if of[at] == nil && first[at.point] {
			return
		}
		if of[at] == nil {
			first[at.point], order = true, append(order, at)
		}
		shots, hours := of[at], valueOf(c[2])
		if len(shots) == 0 || shots[len(shots)-1].hours != hours {
			shots = append(shots, &snapshot{hours: hours})
		}
		side, _ := c[3].Text()
		last := shots[len(shots)-1]
		last.bands = append(last.bands, resting{side == "bid", valueOf(c[4]), valueOf(c[5]), valueOf(c[6])})
		of[at] = shots
	})
	if err == nil && len(order) == 0 {
		err = fmt.Errorf("table depth is empty: the study kept no snapshots of an order book (record.book)")
	}
	if err != nil {
		return at, nil, err
	}
	point, err := strongest(nil, order, what)
	for _, c := range order {
		if c.point == point {
			at = c
		}
	}
	return at, of[at], err
}

// pathOf is the kept series of a cell.
func (s source) pathOf(at cell) (*path, error) {
	all, err := s.paths(at.point)
	for _, p := range all {
		if p.cell == at {
			return p, err
		}
	}
	if err == nil {
		err = fmt.Errorf("no series was kept of %s, replication %d", s.setting(at.point), at.replication)
	}
	return nil, err
}
