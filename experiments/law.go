package experiments

import (
	"reflect"
	"slices"
	"strings"

	"firesale/experiments/design"
)

// lawForms are the ways to write a law, by the two parameters that it needs. All are values of the varied address but
// sd, which is a difference of two, and sigma, which is a plain number: of the logarithm.
var lawForms = []struct {
	keys [2]string
	law  func(a, b float64) design.Law
}{
	{[2]string{scaled, "high"}, func(a, b float64) design.Law { return design.Uniform{Low: a, High: b} }},
	{[2]string{"mean", "sd"}, func(a, b float64) design.Law { return design.Normal{Mean: a, SD: b} }},
	{[2]string{"median", "sigma"}, func(a, b float64) design.Law { return design.Lognormal{Median: a, Sigma: b} }},
}

// scaled is the first key of the form that may have a scale, scales are what it may be.
const scaled = "low"

var scales = []string{"linear", "log"}

const lawWanted = "{ low, high }, { mean, sd } or { median, sigma }"

// A lawReader reads the law of one address and collects what is wrong with it.
type lawReader struct {
	tree   *Tree
	at     string // address of the law
	field  Field  // of the varied address
	raw    map[string]any
	faults Faults
}

// readLaw reads the law that values of a field are drawn from, and the group that they are drawn with.
func readLaw(t *Tree, at string, field Field, raw map[string]any) (law design.Law, group string, faults Faults) {
	r := lawReader{tree: t, at: at, field: field, raw: raw}
	if _, ok := number(reflect.New(field.Type).Elem()); !ok {
		return nil, "", Faults{t.Fault(at, "want a list of values: what is no number has no law")}
	}
	form := r.form()
	group = r.word("group", nil)
	scale := r.word("scale", scales)
	if len(r.faults) > 0 {
		return nil, "", r.faults
	}
	a, b := r.number(lawForms[form].keys[0]), r.number(lawForms[form].keys[1])
	law = lawForms[form].law(a, b)
	if u, ok := law.(design.Uniform); ok && scale == "log" {
		law = design.Log(u)
	} else if scale != "" && !ok {
		r.fault("scale", "want no scale beside "+lawForms[form].keys[0])
	}
	if len(r.faults) == 0 {
		r.check(law)
	}
	return law, group, r.faults
}

func (r *lawReader) fault(key, want string) {
	r.faults = append(r.faults, r.tree.Fault(r.at+"."+key, want))
}

// form is the form that the keys belong to. Unknown, missing and mixed keys are faults.
func (r *lawReader) form() (form int) {
	known, form := []string{"group", "scale"}, -1
	for i, f := range lawForms {
		known = append(known, f.keys[:]...)
		for k, key := range f.keys {
			if _, written := r.raw[key]; !written {
				continue
			}
			if other := f.keys[1-k]; r.raw[other] == nil {
				r.faults = append(r.faults, r.tree.Fault(r.at, "want "+other+" beside "+key))
			}
			if form >= 0 && form != i {
				r.fault(key, "want one law: "+lawWanted)
			}
			form = i
		}
	}
	for _, key := range sortedNames(r.raw) {
		if !slices.Contains(known, key) {
			r.fault(key, "unknown key: "+suggest(key, known))
		}
	}
	if form < 0 && len(r.faults) == 0 {
		r.faults = append(r.faults, r.tree.Fault(r.at, "want a law: "+lawWanted))
	}
	return form
}

// word reads an optional key whose value is a word.
func (r *lawReader) word(key string, oneOf []string) string {
	raw, written := r.raw[key]
	word, ok := raw.(string)
	switch {
	case !written:
	case !ok || word == "":
		r.fault(key, "want a word in quotes")
	case oneOf != nil && !slices.Contains(oneOf, word):
		r.fault(key, "want one of "+strings.Join(oneOf, ", "))
	}
	return word
}

// number reads a parameter in the unit of the address. Those that are values of the address must be in its range.
func (r *lawReader) number(key string) float64 {
	field := r.field
	switch key {
	case "sd":
		field.Range = Interval{}
	case "sigma":
		field = sigmaField
	}
	x, want := field.number(r.raw[key])
	if want != "" {
		r.fault(key, want)
	}
	return x
}

// sigmaField is how a sigma is written.
var sigmaField = Fields(struct {
	Sigma float64 `toml:"sigma" unit:"of the logarithm"`
}{})[0]

// check wants parameters that make a law, and the ends of what it draws inside the range of the address.
func (r *lawReader) check(law design.Law) {
	if err := law.Check(); err != nil {
		_, want, _ := strings.Cut(err.Error(), ": ")
		r.faults = append(r.faults, r.tree.fault(mustParse(r.at), formatShort(r.raw), want))
		return
	}
	for _, end := range []float64{0, 1} {
		drawn := r.field.Raw(law.Value(end))
		if _, want := r.field.number(drawn); want != "" {
			r.faults = append(r.faults, r.tree.fault(mustParse(r.at), formatShort(r.raw), "draws "+formatShort(drawn)+": "+want))
		}
	}
}

func mustParse(address string) []string {
	path, err := ParseAddress(address)
	if err != nil {
		panic(err) // made by FormatAddress
	}
	return path
}
