package calibrate

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"firesale/experiments/stats"
)

// WriteTable prints what was measured, a line a size.
func (i *Impact) WriteTable(w io.Writer) error {
	r := i.Rest
	fmt.Fprintf(w, "at rest: spread %s bp, best bid %s BTC, bid within 1%% %s BTC, volume %s BTC a day\n",
		plusMinus(r.SpreadBP, 1), plusMinus(r.BestBTC, 1), plusMinus(r.DepthBTC, 1), plusMinus(r.VolumeBTCDay, 1))
	fmt.Fprintf(w, "half of a jump of %g%% in the fundamental is in the mid after %s min\n\n", 100*i.Protocol.Gap, fromTo(i.HalfLife, 1))
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "sale\tminutes\tBTC\tmoved, bp\ts.e.\tleft after as long again\t")
	for _, s := range append([]Series{i.Sweep}, i.Paced...) {
		for _, p := range s.Points {
			fmt.Fprintf(out, "%s\t%s\t%.4g\t%.2f\t%.2f\t%s\t\n", s.name(), p.minutes(), p.BTC, 1e4*p.Moved, 1e4*p.Error, p.left())
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(w, "\nslope of ln moved on ln BTC, 95%% intervals over %d starts\n", i.Starts)
	fmt.Fprintf(w, "  sweep            %s  (from the best bid %s)\n", fromTo(i.Sweep.Slope, 1), fromTo(i.Sweep.BestSlope, 1))
	for _, s := range i.Paced {
		fmt.Fprintf(w, "  %-15s  %s  left one duration after the end %s\n", s.name(), fromTo(s.Slope, 1), fromTo(s.Decay, 1))
	}
	return nil
}

func (s Series) name() string {
	if s.Participation == 0 {
		return "sweep"
	}
	return "paced at " + strconv.FormatFloat(100*s.Participation, 'g', 4, 64) + "%"
}

func (p Point) minutes() string {
	if p.Minutes == 0 {
		return "-"
	}
	return strconv.FormatFloat(p.Minutes, 'f', 1, 64)
}

func (p Point) left() string {
	if !p.Fades {
		return "-"
	}
	return strconv.FormatFloat(p.After[len(relaxed)-1]/p.Moved, 'f', 2, 64)
}

// WriteTOML prints the reduced-form laws, the first to be pasted as it is and the others behind comments. What the law
// needs beside its own keys, the background's volume, comes with it.
func (i *Impact) WriteTOML(w io.Writer, m Market) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Impact of paced sales in the order book: %d starts after %v of warm-up, seed %d; 95%% intervals over the starts.\n", i.Starts, i.Protocol.WarmUp, m.Seed)
	fmt.Fprintf(&b, "# Not for a sweep at once: its cost goes with size to the %.2f; market.sweep = \"walk\" charges it.\n", i.Sweep.Slope.Mean)
	fmt.Fprintf(&b, "[market]\nvolume_btc_day = %.0f.0 # %s\n", i.Rest.VolumeBTCDay.Mean, fromTo(i.Rest.VolumeBTCDay, 1))
	for k, law := range i.Laws {
		b.WriteString("\n")
		if k > 0 {
			b.WriteString("# or\n")
		}
		fmt.Fprintf(&b, "%s[market.impact]\n%skind = %q\n", comment(k), comment(k), law.Kind)
		for _, p := range law.Parameters {
			fmt.Fprintf(&b, "%s%s = %s # %s\n", comment(k), p.Key, p.text(i, m), fromTo(p.Value, p.scale(i, m)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// comment stands before every line but those of the first law.
func comment(k int) string {
	if k == 0 {
		return ""
	}
	return "# "
}

// scale turns a fitted number into its key: the prefactor is in daily volatilities a root of a day's volume.
func (p Parameter) scale(i *Impact, m Market) float64 {
	if p.Key == "prefactor" {
		return math.Sqrt(i.Rest.VolumeBTCDay.Mean) / (m.Volatility / math.Sqrt(365))
	}
	return 1
}

func (p Parameter) text(i *Impact, m Market) string {
	x := p.Value.Mean * p.scale(i, m)
	switch p.Key {
	case "half_life":
		return fmt.Sprintf("\"%.1fm\"", x)
	case "depth":
		return fmt.Sprintf("%.0f.0", x)
	}
	return strconv.FormatFloat(x, 'f', 3, 64)
}

// fromTo is an interval in a unit of so many per one.
func fromTo(i stats.Interval, scale float64) string {
	mean := short(i.Mean * scale)
	if math.IsNaN(i.Mean) {
		return "drowned in noise: ask for more starts"
	}
	if !i.Known() {
		return mean + ", interval unknown"
	}
	return fmt.Sprintf("%s (%s to %s)", mean, short(i.Lo*scale), short(i.Hi*scale))
}

func plusMinus(i stats.Interval, scale float64) string {
	if !i.Known() {
		return short(i.Mean * scale)
	}
	return short(i.Mean*scale) + " ± " + short(i.Half()*scale)
}

// short is a number with three digits, without an exponent where a person would not write one.
func short(x float64) string {
	if a := math.Abs(x); a >= 1000 && a < 1e9 {
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}
