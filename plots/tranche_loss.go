package plots

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"

	"firesale/experiments/stats"
)

// residual is the last to be paid in every deal, and the first to lose.
const residual = "residual"

// trancheLoss draws how probable a loss of at least so many dollars is for each note of a lender's deal, and for
// all of them together; both axes in powers of ten, so runs without a loss count in the probabilities and are not
// points of a line. Of several points of the design it shows the one whose notes lose most on average.
//
// A note's attachment is read from the runs: the least that its juniors lost in any run in which the note lost.
// Where no run reached it, it is not known and not drawn.
func trancheLoss(s source, what string) (*figure, error) {
	lender, notes, err := s.notes(what)
	if err != nil {
		return nil, err
	}
	losses, point, err := s.worst(lender, notes)
	if err != nil {
		return nil, err
	}
	n := len(losses.total)
	if n < 2 {
		return nil, fmt.Errorf("one run a point has no distribution: ask for more replications")
	}
	p := newPanel("loss", "probability to lose it")
	p.X.Scale, p.X.Tick.Marker = plot.LogScale{}, decades{dollars}
	f := &figure{
		title: "What the notes of " + lender + " lose",
		note:  s.at(point, "%s runs. Shaded: 95%% interval of the probability.", counted(float64(n))) + losses.note(),
		width: columnWidth, height: 205, panels: []*panel{p}, data: newSheet("tranche-loss", "loss_usd", "USD"),
	}
	tails := p.loss(f, "all together", losses.total, losses.chances, line(tint(quiet, 0.5), 2.4), rule)
	for i, note := range notes {
		tails = append(tails, p.loss(f, note, losses.of[i], losses.chances, stroke(i), tint(palette[i%len(palette)], 0.13))...)
	}
	if len(tails) == 0 && losses.weights != nil {
		return nil, fmt.Errorf("nothing was lost in any of %d runs of %s that count", n, s.setting(point))
	}
	if len(tails) == 0 {
		return nil, fmt.Errorf("nothing was lost in any of %d runs of %s: the probability is below %.2g%% (95%%)",
			n, s.setting(point), 100*stats.Wilson(0, n, 0.95).Hi)
	}
	if p.posts = losses.attachments(f, notes); len(p.posts) > 0 {
		f.note += " A note attaches where all together lose so much."
	}
	p.probabilities(losses.foot(n, tails))
	air(&p.X, 0.02, 0.03)
	return f, nil
}

// loss adds the curve of one note, or remarks that it lost nothing.
func (p *panel) loss(f *figure, name string, values []float64, c chances, style draw.LineStyle, shade color.Color) []tail {
	t := exceed(values, c)
	first := slices.IndexFunc(t.xs, func(x float64) bool { return x > 0 })
	switch {
	case first < 0 && c.weights != nil:
		f.note += " " + strings.ToUpper(name[:1]) + name[1:] + " lost nothing."
		return nil
	case first < 0:
		upper := stats.Wilson(0, len(values), 0.95).Hi
		enter(f.data, name, []float64{0}, []float64{0}, []float64{0}, []float64{upper})
		f.note += fmt.Sprintf(" %s lost nothing: below %.2g%% (95%%).", strings.ToUpper(name[:1])+name[1:], 100*upper)
		return nil
	}
	t = tail{t.xs[first:], t.share[first:], t.low[first:], t.high[first:]}
	p.tail(f, t, name, style, shade)
	return []tail{t}
}

// notes finds a lender's notes among the metrics of the runs, in their order, the residual last; the first lender
// if none is named.
func (s source) notes(lender string) (string, []string, error) {
	columns, err := s.columns("runs")
	if err != nil {
		return "", nil, err
	}
	var notes, lenders []string
	for _, c := range columns {
		rest, ok := strings.CutPrefix(c.Name, "loss_usd.")
		owner, note, both := strings.Cut(rest, ".")
		if !ok || !both {
			continue
		}
		lenders = append(lenders, owner)
		if lender == "" {
			lender = owner
		}
		if owner == lender && note != residual {
			notes = append(notes, note)
		}
	}
	switch {
	case len(lenders) == 0:
		return "", nil, fmt.Errorf("no lender of this study has a deal, so there are no notes that could lose")
	case len(notes) == 0:
		return "", nil, fmt.Errorf("lender %q has no notes: want one of %s", lender, strings.Join(distinct(lenders), ", "))
	}
	if _, ok := s.column("runs", lossOf(lender, residual)); ok {
		notes = append(notes, residual)
	}
	return lender, notes, nil
}

func lossOf(lender, note string) string { return "loss_usd." + lender + "." + note }
