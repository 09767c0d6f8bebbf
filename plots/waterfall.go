package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// waterfall draws where the money of one payment date of one deal came from and went, step by step: collections
// and what was drawn from accounts build up the cash, fees, interest, principal, what accounts kept and the
// residual take it down to zero. What was due and not paid stands beside its step. If no date is asked for it
// takes the date on which most was left unpaid, else the one on which most was paid.
func waterfall(s source, what string) (*figure, error) {
	day, err := s.payday(what)
	if err != nil {
		return nil, err
	}
	items, err := s.items(day)
	if err != nil {
		return nil, err
	}
	flows := cascadeOf(items)
	if !slices.ContainsFunc(flows, func(w stream) bool { return w.amount != 0 }) {
		return nil, fmt.Errorf("no money moved on %s", day.date)
	}
	p := newPanel("running total", "")
	p.X.Tick.Marker = dollars
	f := &figure{
		title: "Where the money of " + day.date + " went",
		note:  s.at(day.point, "deal of %s, replication %d.", day.lender, day.replication),
		width: pageWidth, height: vg.Length(70 + 15*len(flows)), panels: []*panel{p}, data: newSheet("waterfall", "row", "from the top"),
	}
	p.floating(f, flows)
	return f, nil
}

// A stream is one row of the picture: an amount that comes in or goes out, and what of it was due and not paid.
type stream struct {
	words         string
	amount, short float64
	in            bool
	fill          color.RGBA
}

// cascadeOf turns the accounts, fees and notes of a date into flows, the sources first. Collections are what the
// uses and the accounts need beyond what was drawn, so the two sides are equal by construction; purchases of loans
// that are no item of the table are netted from them.
func cascadeOf(items []item) []stream {
	var drawn, fees, interest, principal, other, kept, rest []stream
	var used float64
	use := func(to *[]stream, words string, amount, short float64, fill color.RGBA) {
		if amount != 0 || short != 0 {
			*to = append(*to, stream{words: words, amount: amount, short: short, fill: fill})
			used += amount
		}
	}
	for _, it := range items {
		group, name, _ := strings.Cut(it.name, ".")
		switch group {
		case "account":
			if change := it.close - it.open; change < 0 {
				drawn = append(drawn, stream{words: "from " + name, amount: -change, in: true, fill: sky})
				used += change
			} else {
				use(&kept, "kept in "+name, change, 0, sky)
			}
		case "fee":
			use(&fees, name+" fee", it.out, it.short, quiet)
		case "note":
			use(&interest, name+" interest", it.interest, it.short, blue)
			use(&principal, name+" principal", it.principal, 0, green)
		case residual:
			use(&rest, residual, it.out, 0, orange)
		default:
			use(&other, it.name, it.out, it.short, purple)
		}
	}
	var flows []stream
	if math.Abs(used) >= 0.005 {
		flows = append(flows, stream{words: "collected", amount: used, in: true, fill: ink})
	}
	for _, part := range [][]stream{drawn, fees, interest, principal, other, kept, rest} {
		flows = append(flows, part...)
	}
	return flows
}

// floating draws the flows as bars that hang at the running total.
func (p *panel) floating(f *figure, flows []stream) {
	var t tiles
	var rows named
	var labels amounts
	level := 0.0
	for i, w := range flows {
		y := -float64(i + 1)
		next := level - w.amount
		if w.in {
			next = level + w.amount
		}
		low, high := math.Min(level, next), math.Max(level, next)
		t.add(low, high, y-0.32, y+0.32, w.fill, "", ink)
		rows = append(rows, plot.Tick{Value: y, Label: w.words})
		labels = append(labels, amount{high, y, "$" + dollarsAndCents(w.amount), shortOf(w.short)})
		p.layers = append(p.layers, curve{xs: []float64{next, next}, ys: []float64{y - 1.32, y + 0.32}, style: line(quiet, 0.4)})
		enter(f.data, w.words, []float64{float64(i + 1)}, []float64{w.amount}, []float64{low}, []float64{high})
		if w.short > 0 {
			enter(f.data, w.words+", short", []float64{float64(i + 1)}, []float64{w.short}, nil, nil)
		}
		level = next
	}
	p.layers = p.layers[:len(p.layers)-1] // nothing hangs from the last bar
	p.add(&t, labels)
	slices.Reverse(rows) // tickers go upwards
	p.Y.Tick.Marker = rows
	p.X.Min = math.Min(0, p.X.Min)
	air(&p.X, 0, 0.3)
	p.Y.Min, p.Y.Max = -float64(len(flows))-0.6, -0.4
}

func shortOf(usd float64) string {
	if usd <= 0 {
		return ""
	}
	return "short $" + dollarsAndCents(usd)
}

// dollarsAndCents writes an amount in full: 1,957,816.67.
func dollarsAndCents(usd float64) string {
	text := strconv.FormatFloat(usd, 'f', 2, 64)
	for i := strings.IndexByte(text, '.') - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// amounts writes sums behind the ends of bars, and what was short after them.
type amounts []amount

type amount struct {
	x, y         float64
	words, short string
}

// Plot implements plot.Plotter.
func (l amounts) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	style := aligned(writing(smallSize, ink), text.XLeft, text.YCenter)
	loud := bold(style)
	loud.Color = vermillion
	for _, a := range l {
		at := vg.Point{X: x(a.x) + gap, Y: y(a.y) + style.FontExtents().Descent}
		c.FillPolygon(white, box(at.X, y(a.y)-3, at.X+style.Width(a.words), y(a.y)+3)) // over the grid
		c.FillText(style, at, a.words)
		at.X += style.Width(a.words) + 2*gap
		c.FillText(loud, at, a.short)
	}
}
