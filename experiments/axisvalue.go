package experiments

import (
	"reflect"
	"strings"
)

// listedFaults checks every listed value by itself, so that its faults are told beside the other faults of the study. Values
// that are wrong only together with others are found later, at the points.
func listedFaults(t *Tree, axes []Axis) (faults Faults) {
	for _, a := range axes {
		if a.Field.shape() != isValue || ofVariedKind(a, axes) {
			continue
		}
		fault := t.Fault(FormatAddress([]string{"design", "vary", a.Address}), "")
		for _, raw := range a.Values {
			if want := a.Field.decodeValue(reflect.New(a.Field.Type).Elem(), raw); want != "" {
				fault.Key, fault.Value, fault.Want = a.Address, formatShort(raw), want
				faults = append(faults, fault)
			}
		}
	}
	return faults
}

// ofVariedKind says whether another axis is the kind of an axis' table: then its key may mean something else at each point.
func ofVariedKind(a Axis, axes []Axis) bool {
	for _, other := range axes {
		if table, ok := strings.CutSuffix(other.Address, ".kind"); ok && strings.HasPrefix(a.Address, table+".") {
			return true
		}
	}
	return false
}
