// Package plots turns result tables into figures: SVG, PDF and PNG that look alike, with the numbers they show
// beside them as CSV. It knows tables only, never the model: whatever writes the tables can be drawn.
//
// The picture is drawn with gonum/plot's canvases, scales and plotters, in a layout and with text of our own
// (panel.go, canvas.go). The same tables give the same bytes.
package plots

import (
	"fmt"
	"strings"
)

// A Kind is one figure that a study can name. Its draw function gets the tables of one result folder and what the
// user asked to see; if that cannot be drawn, its error says why, in words for the picture.
type Kind struct {
	Name, Doc string
	Shows     string   // what a word behind the name chooses, as in "exceedance:drawdown"; empty: nothing
	Tables    []string // the tables it reads
	draw      func(s source, what string) (*figure, error)
}

// Kinds is every figure. To add one: a file with its draw function, an Example, and a line here.
var Kinds = []Kind{
	{"price-path", "price with and without feedback in one replication, and what was sold", "the point",
		[]string{"paths", "loans", "events", "summary"}, pricePath},
	{"amplification", "a metric against what was varied, with its interval and theory", "the metric",
		[]string{"summary", "runs"}, amplification},
	{"ltv", "principal by loan-to-value before and after, with the thresholds", "the point",
		[]string{"ltv", "loans", "summary"}, ltv},
	{"fan", "quantiles of the kept price paths, with and without feedback", "the point",
		[]string{"paths", "summary"}, fan},
	{"exceedance", "how probable it is that a metric reaches a level", "the metric",
		[]string{"runs", "summary"}, exceedance},
	{"waterfall", "where each dollar of one payment date came from and went", "the date",
		[]string{"deal", "summary"}, waterfall},
	{"tranche-loss", "how probable losses of each note are, with the attachment points", "the lender",
		[]string{"runs", "summary"}, trancheLoss},
	{"contagion-matrix", "who loses by whose sales: loss with everybody less loss without one lender", "notes",
		[]string{"attribution_summary", "summary"}, contagionMatrix},
	{"stress-table", "a metric over two varied addresses, with the break-even line", "the metric",
		[]string{"summary"}, stressTable},
	{"generations", "what was sold in one cascade, by how many sales stand between it and the price's own fall", "the point",
		[]string{"paths", "loans", "events", "summary"}, generations},
	{"cures", "share of margin calls that is cured in time, against how fast the price falls", "the point",
		[]string{"cures_summary", "summary"}, cures},
	{"depth", "what rests in an order book at which price over time, and what lenders sold", "the point",
		[]string{"depth", "paths", "summary"}, depth},
	{"book", "what rests in an order book up to a distance from the mid, full and at its emptiest", "the point",
		[]string{"depth", "paths", "summary"}, bookShape},
	{"phase-diagram", "where runs amplify over two varied addresses, with the line that theory draws", "the metric",
		[]string{"summary"}, phaseDiagram},
	{"compare", "differences between points or studies, with both intervals, after firesale compare", "the metric",
		[]string{"compare"}, comparison},
	{"flywheel", "price, loans outstanding, funding spread and LTV of new loans over the years, in one replication", "the point",
		[]string{"loop", "summary"}, flywheel},
	{"sensitivity", "how strongly a metric answers to each varied input, with intervals", "the metric",
		[]string{"sensitivity", "summary"}, sensitivity},
	{"impact", "cost of a sweep and displacement of paced sales against their size, from calibrate impact", "sweep or paced",
		[]string{"impact"}, impact},
	{"facts", "losses, and memory of returns and of their sizes, from validate facts", "the point",
		[]string{"facts"}, facts},
}

// Find returns the kind that a name such as "ltv" or "exceedance:drawdown" asks for, and the word behind the colon.
func Find(name string) (kind Kind, what string, err error) {
	base, what, chosen := strings.Cut(name, ":")
	var known []string
	for _, k := range Kinds {
		if k.Name == base && !(chosen && (k.Shows == "" || what == "")) {
			return k, what, nil
		}
		known = append(known, k.Name)
	}
	return Kind{}, "", fmt.Errorf("figure %q: want one of %s, or one of them with what it shall show, like \"exceedance:drawdown\"",
		name, strings.Join(known, ", "))
}
