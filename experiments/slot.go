package experiments

import (
	"reflect"
	"slices"
)

// A slot is where the value of a key goes.
type slot struct {
	Field
	value reflect.Value
}

// slots is the keys of a struct, in order.
func slots(table reflect.Value) []slot {
	fields := layoutOf(table.Type()).fields
	out := make([]slot, len(fields))
	for i, f := range fields {
		out[i] = slot{f, table.FieldByIndex(f.index)}
	}
	return out
}

// slot fills one field, n nil if it is not written.
func (d *decoder) slot(s slot, n *node, path []string) {
	v := s.value
	if n == nil && s.Required && v.IsZero() {
		d.fault(path, "", "is missing: want "+s.noun(s.Type))
		return
	}
	if s.Optional {
		if n == nil && v.IsNil() {
			return
		}
		if v.IsNil() {
			v.Set(fresh(s.Type).Addr())
		}
		v = v.Elem()
	}
	switch shape := s.shape(); {
	case n == nil && shape == isTable:
		d.table(v, nil, path)
	case n == nil && shape == isNamed:
		d.named(s, v, nil, path)
	case n == nil:
	case shape == isRaw:
		d.raw(s, v, n, path)
	case shape == isValue && n.table:
		d.fault(path, "", "want "+s.noun(s.Type)+", not a table")
	case shape == isValue:
		if want := s.decodeValue(v, n.value); want != "" {
			d.fault(path, "", want)
		}
	case !n.table:
		d.fault(path, "", "want a table: its keys under ["+FormatAddress(path)+"]")
	case shape == isTable:
		d.table(v, n, path)
	default:
		d.named(s, v, n, path)
	}
}

// raw hands over what is written, for a part of a study whose keys are not fixed.
func (d *decoder) raw(s slot, v reflect.Value, n *node, path []string) {
	if s.Type == rawTableType && !n.table {
		d.fault(path, "", "want a table: its keys under ["+FormatAddress(path)+"]")
		return
	}
	v.Set(reflect.ValueOf(n.raw()))
}

// named fills a map. Entries of the preset stay, written ones are laid over them.
func (d *decoder) named(s slot, m reflect.Value, n *node, path []string) {
	if m.IsNil() {
		m.Set(reflect.MakeMap(m.Type()))
	}
	for _, name := range names(m, n) {
		at := append(path[:len(path):len(path)], name)
		if !isBare(name) {
			d.fault(at, "", "want a name of letters, digits, - and _")
			continue
		}
		entry := s.entry(m, name)
		if known, ok := entry.Addr().Interface().(namesake); ok && !m.MapIndex(reflect.ValueOf(name)).IsValid() {
			known.PresetNamed(name)
		}
		element := slot{Field: s.Field, value: entry}
		element.Type, element.Optional, element.Required = entry.Type(), false, false
		d.slot(element, n.child(name), at)
		if m.Type().Elem().Kind() == reflect.Pointer {
			entry = entry.Addr()
		}
		m.SetMapIndex(reflect.ValueOf(name).Convert(m.Type().Key()), entry)
	}
	d.caseTwins(n, path)
}

// A namesake is an entry of a named table whose presets its name decides.
type namesake interface{ PresetNamed(name string) }

// entry is a settable copy of an entry of a named table, fresh if there is none.
func (s slot) entry(m reflect.Value, name string) reflect.Value {
	t := m.Type().Elem()
	old := m.MapIndex(reflect.ValueOf(name).Convert(m.Type().Key()))
	switch {
	case t.Kind() == reflect.Pointer && old.IsValid() && !old.IsNil():
		return old.Elem()
	case t.Kind() == reflect.Pointer:
		return fresh(t.Elem())
	case !old.IsValid():
		return fresh(t)
	}
	v := reflect.New(t).Elem()
	v.Set(old)
	return v
}

// names is the names of a map and of a node, sorted: a map has no order.
func names(m reflect.Value, n *node) []string {
	var out []string
	for _, key := range m.MapKeys() {
		out = append(out, key.String())
	}
	if n != nil {
		for _, kid := range n.kids {
			out = append(out, kid.key)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
