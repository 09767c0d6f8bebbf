package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"firesale/experiments/results"
)

// depth draws an order book over time: price up, time across, darker where more rests, on a logarithmic scale, because a
// book that collapses does so by factors. The mid runs through it, and dots mark when lenders sold.
func depth(s source, what string) (*figure, error) {
	at, shots, err := s.snapshots(what)
	if err != nil {
		return nil, err
	}
	p, err := s.pathOf(at)
	if err != nil {
		return nil, err
	}
	shots = sparse(shots, 240)
	f := &figure{
		title: "What rests in the book, and what is sold into it",
		note:  s.at(at.point, "replication %d. Each tile: BTC resting in a band of prices, both sides, as of its left edge.", at.replication),
		width: pageWidth, height: 250, data: depthSheet(shots),
	}
	panel := newPanel("", "price of a bitcoin")
	panel.Y.Tick.Marker = dollars
	p.onAxis(panel)
	panel.scale = scaleOf(shots)
	panel.add(panel.heat(shots, p.hours[len(p.hours)-1]))
	mid := curve{xs: p.hours, ys: p.price, style: line(blue, 1)}
	panel.add(mid)
	panel.key = append(panel.key, entry{words: "mid", line: mid.style})
	panel.sales(p, f.data)
	f.panels = append(f.panels, panel)
	return f, nil
}

// sparse keeps at most n snapshots, evenly.
func sparse(shots []*snapshot, n int) (kept []*snapshot) {
	every := (len(shots) + n - 1) / n
	for i := 0; i < len(shots); i += every {
		kept = append(kept, shots[i])
	}
	return kept
}

// scaleOf spans the tiles in decades.
func scaleOf(shots []*snapshot) *colours {
	low, high := math.Inf(1), math.Inf(-1)
	for _, shot := range shots {
		for _, b := range shot.bands {
			low, high = math.Min(low, b.btc), math.Max(high, b.btc)
		}
	}
	low = math.Max(low, high/1e4) // less is nothing
	return &colours{low: math.Log10(low), high: math.Log10(high), label: "BTC in a band", ticks: powers{}}
}

// heat makes a tile of every band, from its snapshot to the next.
func (p *panel) heat(shots []*snapshot, end float64) *tiles {
	t := new(tiles)
	for i, shot := range shots {
		until := end
		if i+1 < len(shots) {
			until = shots[i+1].hours
		}
		for _, b := range shot.bands {
			t.add(shot.hours, until, b.price, b.price+b.width, p.scale.at(math.Log10(b.btc)), "", ink)
		}
	}
	return t
}

// sales marks the steps in which lenders sold, at the mid behind them.
func (p *panel) sales(of *path, sheet *results.Table) {
	dots := curve{symbol: draw.GlyphStyle{Color: ink, Radius: vg.Points(1.3), Shape: draw.CircleGlyph{}}}
	for i, btc := range of.sold {
		if btc > 0 {
			dots.xs, dots.ys = append(dots.xs, of.hours[i]), append(dots.ys, of.price[i])
		}
	}
	if len(dots.xs) == 0 {
		return
	}
	p.add(dots)
	p.key = append(p.key, entry{words: "lenders sell", symbol: dots.symbol})
}

// powers writes a scale of logarithms as what they are the logarithms of.
type powers struct{}

// Ticks implements plot.Ticker.
func (powers) Ticks(low, high float64) (ticks []plot.Tick) {
	for _, t := range (decades{}).Ticks(math.Pow(10, low), math.Pow(10, high)) {
		ticks = append(ticks, plot.Tick{Value: math.Log10(t.Value), Label: t.Label})
	}
	return ticks
}

func depthSheet(shots []*snapshot) *results.Table {
	t := results.NewTable("depth", []results.Column{
		{Name: "series", Doc: "bid or ask", Kind: results.Texts},
		{Name: "time_h", Unit: "h", Doc: "left edge of a tile", Kind: results.Floats},
		{Name: "price_usd", Unit: "USD/BTC", Doc: "lower edge", Kind: results.Floats},
		{Name: "width_usd", Unit: "USD/BTC", Doc: "height", Kind: results.Floats},
		{Name: "value", Unit: "BTC", Doc: "resting", Kind: results.Floats},
	})
	for _, shot := range shots {
		for _, b := range shot.bands {
			side := "ask"
			if b.bid {
				side = "bid"
			}
			row := []results.Cell{results.Text(side), results.Float(shot.hours), results.Float(b.price), results.Float(b.width), results.Float(b.btc)}
			if err := t.Append(row); err != nil {
				panic("plots: a sheet refused its own row: " + err.Error())
			}
		}
	}
	return t
}
