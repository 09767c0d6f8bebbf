package plots

import (
	"cmp"
	"fmt"
	"slices"
)

// bookShape draws how much rests up to a distance from the mid, bids to the left and offers to the right: in the first
// snapshot, in the emptiest one, and in the last.
func bookShape(s source, what string) (*figure, error) {
	at, shots, err := s.snapshots(what)
	if err != nil {
		return nil, err
	}
	p, err := s.pathOf(at)
	if err != nil {
		return nil, err
	}
	emptiest := slices.MinFunc(shots, func(a, b *snapshot) int { return cmp.Compare(a.total(), b.total()) })
	f := &figure{
		title: "The shape of the order book",
		note:  s.at(at.point, "replication %d. BTC resting from the mid up to a distance from it.", at.replication),
		width: columnWidth, height: 200, data: newSheet("book", "distance", "1"),
	}
	panel := newPanel("distance from the mid", "BTC up to that distance")
	panel.X.Tick.Marker, panel.Y.Tick.Marker = percent, number{}
	for i, v := range []struct {
		words string
		shot  *snapshot
	}{{"first", shots[0]}, {"emptiest", emptiest}, {"last", shots[len(shots)-1]}} {
		if v.shot == shots[0] && i > 0 || v.shot == emptiest && i > 1 {
			continue
		}
		words := v.words + " (at the start)"
		if v.shot.hours > 0 {
			words = fmt.Sprintf("%s (after %s)", v.words, lasting(v.shot.hours, false))
		}
		style := stroke(i)
		for _, bids := range []bool{true, false} {
			xs, ys := v.shot.upTo(p.at(v.shot.hours), bids)
			panel.add(curve{xs: xs, ys: ys, style: style})
			enter(f.data, words, xs, ys, nil, nil)
		}
		panel.key = append(panel.key, entry{words: words, line: style})
	}
	panel.Y.Min = 0
	air(&panel.Y, 0, 0.06)
	f.panels = append(f.panels, panel)
	return f, nil
}

// at is the mid at a time, or just before.
func (p *path) at(hours float64) float64 {
	i := 0
	for i+1 < len(p.hours) && p.hours[i+1] <= hours {
		i++
	}
	return p.price[i]
}

// upTo is the stair of what rests on one side up to a distance from the mid, outwards.
func (s *snapshot) upTo(mid float64, bids bool) (xs, ys []float64) {
	sum := 0.0
	xs, ys = []float64{0}, []float64{0}
	for _, b := range s.bands { // best first, as they were recorded
		if b.bid != bids {
			continue
		}
		near, far := b.price/mid-1, (b.price+b.width)/mid-1
		if bids {
			near, far = far, near
		}
		if bids == (near > 0) && near != 0 {
			near = 0 // the mid lies inside of the band
		}
		xs, ys = append(xs, near), append(ys, sum)
		sum += b.btc
		xs, ys = append(xs, far), append(ys, sum)
	}
	return xs, ys
}
