package experiments

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Decode fills a struct, whose presets are in it already, from a tree. It reports everything that is wrong at once, as
// Faults: keys that nobody knows, wrong units and types, values out of range, what is missing, and what Validate says.
//
// Beside its tags a struct may have
//
//	Kinds() []Kind                                   its keys depend on the key `kind` (see Kinded)
//	Preset()                                         presets of an entry of a named table, of a table that may be absent
//	Validate(fault func(key, want string))           what several keys must satisfy together; key is its own, or dotted
//
// Validate is asked only where every value of the table could be read.
func Decode(t *Tree, target any) error {
	d := decoder{tree: t}
	d.table(reflect.ValueOf(target).Elem(), t.root, nil)
	return d.faults.Err()
}

type decoder struct {
	tree   *Tree
	faults Faults
	mild   int // faults that leave every value readable
}

// fault reports at a path; an empty value is taken from the tree.
func (d *decoder) fault(path []string, value, want string) {
	d.faults = append(d.faults, d.tree.fault(path, value, want))
}

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

// table fills a struct from a node, nil if nothing of it is written.
func (d *decoder) table(table reflect.Value, n *node, path []string) {
	known, kinds := slots(table), kindsOf(table)
	if kinds != nil {
		params, ok := d.kind(table, kinds, n, path)
		if !ok {
			return // without its kind, no other key of the table means anything
		}
		if params.IsValid() {
			known = append(known, slots(params)...)
		}
	}
	d.strangers(known, kinds, n, path)
	unsound := d.unsound()
	for _, s := range known {
		if !(kinds != nil && s.Key == "kind") {
			d.slot(s, n.child(s.Key), append(path[:len(path):len(path)], s.Key))
		}
	}
	if d.unsound() == unsound {
		d.validate(table, path)
	}
}

// unsound counts the values that could not be read.
func (d *decoder) unsound() int { return len(d.faults) - d.mild }

// kind finds the kind of a table and fills in its preset. It returns the struct of the kind's own keys.
func (d *decoder) kind(table reflect.Value, kinds []Kind, n *node, path []string) (params reflect.Value, ok bool) {
	word := kindWord(table)
	params = table.FieldByIndex(layoutOf(table.Type()).params)
	written, at := n.child("kind"), append(path[:len(path):len(path)], "kind")
	if written != nil {
		name, isString := written.value.(string)
		if !isString {
			d.fault(at, "", "want the name of a kind in quotes: "+suggest("", kindNames(kinds)))
			return params, false
		}
		word.SetString(name)
	}
	chosen := kindNamed(kinds, word.String())
	switch {
	case chosen == nil && written == nil:
		d.fault(at, "", "is missing: "+suggest("", kindNames(kinds)))
		return params, false
	case chosen == nil:
		d.fault(at, "", "unknown kind: "+suggest(word.String(), kindNames(kinds)))
		return params, false
	case written != nil || !inner(params).IsValid() || params.Kind() == reflect.Struct && params.IsZero():
		chosen.fill(params)
	}
	return inner(params), true
}

// strangers reports the keys that no slot takes.
func (d *decoder) strangers(known []slot, kinds []Kind, n *node, path []string) {
	if n == nil {
		return
	}
	fields := make([]Field, len(known))
	for i, s := range known {
		fields[i] = s.Field
	}
	names := keys(fields)
	for i, kid := range n.kids {
		if slices.Contains(names, kid.key) || leftover(kid, n.child("kind"), kinds) {
			continue
		}
		at := append(path[:len(path):len(path)], kid.key)
		d.mild++
		if twin := caseTwin(n.kids[:i], kid.key); twin != nil {
			d.fault(at, "", fmt.Sprintf("differs from %s (line %d) only in case", twin.key, twin.from.Line))
			continue
		}
		want := "unknown key: " + suggest(kid.key, names)
		if owner := ownerOf(known, kid.key); owner != "" {
			want = "unknown key here: it belongs to " + FormatAddress(append(path[:len(path):len(path)], owner))
		}
		d.fault(at, "", want)
	}
}

// leftover says whether a key is one that a lower layer wrote for the kind that a higher layer replaced.
func leftover(kid, kind *node, kinds []Kind) bool {
	if kind == nil || kid.layer >= kind.layer {
		return false
	}
	for _, k := range kinds {
		if preset := inner(reflect.ValueOf(k.Preset())); preset.IsValid() && slices.Contains(keys(layoutOf(preset.Type()).fields), kid.key) {
			return true
		}
	}
	return false
}

// caseTwin is an earlier key that a decoder without case would take for the same.
func caseTwin(earlier []*node, key string) *node {
	for _, n := range earlier {
		if n.key != key && strings.EqualFold(n.key, key) {
			return n
		}
	}
	return nil
}

// ownerOf is the table below this one that knows a key.
func ownerOf(known []slot, key string) string {
	for _, s := range known {
		if s.shape() != isTable {
			continue
		}
		if slices.Contains(keys(layoutOf(s.Type).fields), key) && key != "kind" {
			return s.Key
		}
	}
	return ""
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

func (d *decoder) caseTwins(n *node, path []string) {
	if n == nil {
		return
	}
	for i, kid := range n.kids {
		if twin := caseTwin(n.kids[:i], kid.key); twin != nil {
			at := append(path[:len(path):len(path)], kid.key)
			d.fault(at, "", fmt.Sprintf("differs from %s (line %d) only in case", twin.key, twin.from.Line))
		}
	}
}
