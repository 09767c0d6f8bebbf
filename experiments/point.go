package experiments

import (
	"fmt"
	"reflect"

	"firesale/experiments/results"
	"firesale/market/unit"
	"firesale/sim"
)

// An Axis is one varied address and the values it takes.
type Axis struct {
	Address string
	Values  []any // raw, as written
	Field   Field // of the address
}

// A Point is one setting of the design: the study with the axes at one value each.
type Point struct {
	Values []any // one an axis, raw
	Spec   *Spec
	World  *sim.World
	tree   *Tree
}

// axes reads what a study varies, in the order of the file.
func axes(t *Tree, s *Spec) ([]Axis, Faults) {
	var out []Axis
	var faults Faults
	for _, address := range t.Keys("design.vary") {
		at := FormatAddress([]string{"design", "vary", address})
		values, ok := s.Design.Vary[address].([]any)
		setting, err := Lookup(s, address)
		switch {
		case err != nil:
			faults = append(faults, t.Fault(at, err.Error()))
		case !ok || len(values) == 0:
			faults = append(faults, t.Fault(at, "want a list of values, like [1, 10, 100]"))
		default:
			out = append(out, Axis{address, values, setting.Field})
		}
	}
	return out, faults
}

// points sets the axes to the values of every point of the design: of a grid, all combinations, the last axis fastest;
// of a list, the lists read side by side.
func points(t *Tree, s *Spec, axes []Axis) ([]Point, error) {
	if s.Design.Kind == "list" {
		for _, a := range axes {
			if len(a.Values) != len(axes[0].Values) {
				return nil, Faults{t.Fault(FormatAddress([]string{"design", "vary", a.Address}),
					fmt.Sprintf("want as many values as %s has (%d): lists are read side by side", axes[0].Address, len(axes[0].Values)))}
			}
		}
	}
	var out []Point
	var faults Faults
	for _, values := range combinations(s.Design.Kind, axes) {
		p := Point{Values: values, Spec: New[Spec](), tree: t.Clone()}
		for i, a := range axes {
			origin := t.Origin(FormatAddress([]string{"design", "vary", a.Address}))
			if err := p.tree.Set(a.Address, values[i], origin); err != nil {
				return nil, err
			}
		}
		if err := Decode(p.tree, p.Spec); err != nil {
			faults = append(faults, err.(Faults)...)
			continue
		}
		out = append(out, p)
	}
	return out, faults.Err()
}

func combinations(kind string, axes []Axis) [][]any {
	if kind == "list" && len(axes) > 0 {
		out := make([][]any, len(axes[0].Values))
		for i := range out {
			for _, a := range axes {
				out[i] = append(out[i], a.Values[i])
			}
		}
		return out
	}
	out := [][]any{nil}
	for _, a := range axes {
		var longer [][]any
		for _, values := range out {
			for _, v := range a.Values {
				longer = append(longer, append(values[:len(values):len(values)], v))
			}
		}
		out = longer
	}
	return out
}

// cell is the value of an axis as tables show it: a number in the unit of the field (ratios, hours), or a word.
func (a Axis) cell(value any) results.Cell {
	if x, err := a.Field.Number(value); err == nil {
		return results.Float(x)
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
	if _, err := a.Field.Number(a.Values[0]); err != nil {
		c.Kind = results.Texts
	}
	return c
}
