package experiments

import (
	"fmt"
	"reflect"

	"firesale/experiments/design"
	"firesale/experiments/results"
	"firesale/market/unit"
)

// An Axis is one varied address, and the values it takes or the law they are drawn from.
type Axis struct {
	Address string
	Field   Field      // of the address
	Values  []any      // raw, as written; nil where a law draws them
	Law     design.Law // nil where values are listed
	Group   string     // axes of one group move together; empty: by itself
}

// axes reads what a study varies, in the order of the file. What lies in a table that could not be read is left out.
func axes(t *Tree, s *Spec, unread Faults) ([]Axis, Faults) {
	var out []Axis
	var faults Faults
	for _, address := range t.Keys("design.vary") {
		at := FormatAddress([]string{"design", "vary", address})
		if unread.hide(at) || unread.hide(address) {
			continue
		}
		a := Axis{Address: address}
		setting, err := Lookup(s, address)
		if err == nil && !varies(setting.Path) {
			err = fmt.Errorf("want an address of the model: %s is the same at all points", address)
		}
		if err == nil && address != setting.Address() { // or one address could stand there twice
			err = fmt.Errorf("want the address spelled %s", setting.Address())
		}
		if _, nested := s.Design.Vary[address].(map[string]any); err != nil && nested {
			err = fmt.Errorf(`want an address in quotes, like vary."lender.ledn.copies"`)
		}
		if err != nil {
			faults = append(faults, t.Fault(at, err.Error()))
			continue
		}
		a.Field = setting.Field
		faults = append(faults, a.read(t, at, s.Design.Kind, s.Design.Vary[address])...)
		out = append(out, a)
	}
	if len(faults) > 0 {
		return nil, append(faults, listedFaults(t, out)...)
	}
	if faults = listFaults(t, s.Design.Kind, out); len(faults)+len(unread) > 0 {
		faults = append(faults, listedFaults(t, out)...)
	}
	return out, faults
}

// varies says whether an address may be varied. What says how the study is run is the same at all points.
func varies(path []string) bool {
	switch path[0] {
	case "clock", "price", "market", "lender", "leverage", "loop", "investor":
		return true
	case "run":
		return len(path) == 2 && (path[1] == "seed" || path[1] == "twin")
	}
	return false
}

// read takes what is written for the axis: a list of values, or a law under a design that draws.
func (a *Axis) read(t *Tree, at, kind string, raw any) Faults {
	law, isLaw := raw.(map[string]any)
	listed, isList := raw.([]any)
	switch {
	case isLaw && (kind == "grid" || kind == "list"):
		return Faults{t.Fault(at, fmt.Sprintf("want a list of values, like [1, 10, 100]: a law is drawn from by latin, sobol, saltelli and morris, not by %s", kind))}
	case isLaw:
		var faults Faults
		a.Law, a.Group, faults = readLaw(t, at, a.Field, law)
		return faults
	case !isList || len(listed) == 0:
		return Faults{t.Fault(at, "want a list of values, like [1, 10, 100]")}
	}
	a.Values = listed
	return nil
}

// listFaults refuses lists of unlike length where they are read side by side.
func listFaults(t *Tree, kind string, axes []Axis) (faults Faults) {
	for _, a := range axes {
		if kind == "list" && len(a.Values) != len(axes[0].Values) {
			faults = append(faults, t.Fault(FormatAddress([]string{"design", "vary", a.Address}),
				fmt.Sprintf("want as many values as %s has (%d): lists are read side by side", axes[0].Address, len(axes[0].Values))))
		}
	}
	return faults
}

// at is the raw value for a coordinate of the unit interval.
func (a Axis) at(u float64) any {
	if a.Law != nil {
		return a.Field.Raw(a.Law.Value(u))
	}
	return a.Values[design.Index(u, len(a.Values))]
}

// cell is the value of an axis as tables show it: a number in the unit of the field (ratios, hours), or a word.
func (a Axis) cell(value any) results.Cell {
	if x, err := a.Field.Number(value); err == nil {
		return results.Float(x)
	}
	if word, ok := value.(string); ok {
		return results.Text(word)
	}
	return results.Text(formatShort(value))
}

// unit is what the numbers of the axis count: values that carry their own unit are told in one.
func (a Axis) unit() string {
	switch a.Field.Type {
	case reflect.TypeFor[unit.Ratio](), reflect.TypeFor[unit.Rate]():
		return "1"
	case reflect.TypeFor[unit.Duration]():
		return "h"
	}
	return a.Field.Unit
}

// column describes the axis in tables.
func (a Axis) column() results.Column {
	c := results.Column{Name: a.Address, Unit: a.unit(), Doc: a.Field.Doc}
	if a.Law != nil {
		return c
	}
	if _, err := a.Field.Number(a.Values[0]); err != nil {
		c.Kind = results.Texts
	}
	return c
}
