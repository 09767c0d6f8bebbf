package calibrate

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// An Estimate is the parameters of a price kind, as found in data.
type Estimate struct {
	Kind       string
	Method     string
	Keys       []Key
	Likelihood *float64 // log; nil where the method has none
}

// A Key is one estimated parameter.
type Key struct {
	Name  string
	Value float64
	Error float64 // standard error; 0 where it was not estimated
	Unit  keyUnit
	Text  string // instead of a number, for what is not estimated
}

type keyUnit int

const (
	plain   keyUnit = iota
	percent         // a ratio
	days            // a duration
)

// AIC is 2k − 2·log-likelihood.
func (e *Estimate) AIC() float64 {
	k := 0
	for _, key := range e.Keys {
		if key.Error > 0 {
			k++
		}
	}
	return 2*float64(k) - 2**e.Likelihood
}

// Key is a parameter by its name; it panics if there is none.
func (e *Estimate) Key(name string) Key {
	for _, k := range e.Keys {
		if k.Name == name {
			return k
		}
	}
	panic("calibrate: no key " + name)
}

// A PriceKind is a price kind and its estimator, or why there is none.
type PriceKind struct {
	Name     string
	Refused  string
	estimate func(*Returns) (*Estimate, error)
}

// PriceKinds is every price kind, in the order of the catalogue.
var PriceKinds = []PriceKind{
	{Name: "gbm", estimate: gbm},
	{Name: "merton", estimate: merton},
	{Name: "kou", estimate: kou},
	{Name: "heston", estimate: heston},
	{Name: "bates", Refused: "the moments used here do not tell its jumps from bursts of variance: estimate heston, or merton"},
	{Name: "hawkes", estimate: hawkes},
	{Name: "twoscale", estimate: twoScale},
	{Name: "replay", Refused: "it has nothing to estimate: name the file in price.file"},
	{Name: "scripted", Refused: "it is what its author says"},
	{Name: "shock", Refused: "it is what its author says"},
}

// Refusal is why a kind cannot be estimated, nil if it can.
func Refusal(kind string) error {
	var known []string
	for _, k := range PriceKinds {
		switch {
		case k.Refused == "" && k.Name == kind:
			return nil
		case k.Refused == "":
			known = append(known, k.Name)
		case k.Name == kind:
			return fmt.Errorf("--kind %s: cannot be estimated from prices: %s", kind, k.Refused)
		}
	}
	return fmt.Errorf("--kind %q: want one of %s", kind, strings.Join(known, ", "))
}

// EstimatePrice estimates a price kind by its name.
func EstimatePrice(kind string, r *Returns) (*Estimate, error) {
	if err := Refusal(kind); err != nil {
		return nil, err
	}
	i := slices.IndexFunc(PriceKinds, func(k PriceKind) bool { return k.Name == kind })
	return PriceKinds[i].estimate(r)
}

// WriteTOML prints the estimate as a table to paste, with standard errors in its comments.
func (e *Estimate) WriteTOML(w io.Writer, r *Returns) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %d returns of %v from %s to %s", r.Name, len(r.R), r.Step, r.From.Format("2006-01-02"), r.To.Format("2006-01-02"))
	if r.Gaps > 0 {
		fmt.Fprintf(&b, ", %d over gaps left out", r.Gaps)
	}
	fmt.Fprintf(&b, "\n# %s\n", e.Method)
	if e.Likelihood != nil {
		fmt.Fprintf(&b, "# log-likelihood %.2f, AIC %.2f\n", *e.Likelihood, e.AIC())
	}
	fmt.Fprintf(&b, "[price]\nkind = %q\n", e.Kind)
	for _, k := range e.Keys {
		fmt.Fprintf(&b, "%s = %s", k.Name, k.value())
		if k.Error > 0 {
			fmt.Fprintf(&b, " # s.e. %s", k.amount(k.Error))
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (k Key) value() string {
	switch {
	case k.Text != "":
		return k.Text
	case k.Unit != plain:
		return strconv.Quote(k.amount(k.Value))
	}
	text := k.amount(k.Value)
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return text
}

// amount writes what a standard error makes worth writing: two digits of it. What is not 0 is not written as 0, which may
// lie outside the range of the key: it has a digit at least.
func (k Key) amount(x float64) string {
	scale, suffix := 1., ""
	switch k.Unit {
	case percent:
		scale, suffix = 100, "%"
	case days:
		suffix = "d"
	}
	decimals := 4
	if k.Error > 0 {
		decimals = max(0, 1-int(math.Floor(math.Log10(k.Error*scale))))
	}
	if x != 0 {
		decimals = max(decimals, -int(math.Floor(math.Log10(math.Abs(x*scale)))))
	}
	return strconv.FormatFloat(x*scale, 'f', min(decimals, 12), 64) + suffix
}

// gbm is the closed form: the returns' variance and mean over a step, maximum likelihood of a normal law.
func gbm(r *Returns) (*Estimate, error) {
	mean, variance := r.moments()
	n, dt := float64(len(r.R)), r.Step.Years()
	vol := math.Sqrt(variance / dt)
	likelihood := -n / 2 * (math.Log(2*math.Pi*variance) + 1)
	drift := mean/dt + vol*vol/2
	return &Estimate{
		Kind: "gbm", Method: "maximum likelihood, closed form", Likelihood: &likelihood,
		Keys: []Key{
			{Name: "volatility", Value: vol, Error: vol / math.Sqrt(2*n), Unit: percent},
			{Name: "drift", Value: drift, Error: math.Sqrt(vol*vol/(n*dt) + vol*vol*vol*vol/(2*n)), Unit: percent},
		},
	}, nil
}
