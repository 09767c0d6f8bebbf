package experiments

import (
	"reflect"
	"slices"
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

// table fills a struct from a node, nil if nothing of it is written.
func (d *decoder) table(table reflect.Value, n *node, path []string) {
	known, kinds := slots(table), kindsOf(table)
	if kinds != nil {
		params, ok := d.kind(table, kinds, n, path)
		if !ok {
			d.slots(known, kinds, n, path) // without its kind, only what all kinds share means anything
			return
		}
		if params.IsValid() {
			known = append(known, slots(params)...)
		}
	}
	d.strangers(known, kinds, n, path)
	unsound := d.unsound()
	d.slots(known, kinds, n, path)
	if d.unsound() == unsound {
		d.validate(table, path)
	}
}

// slots fills the values of a table, except its kind.
func (d *decoder) slots(known []slot, kinds []Kind, n *node, path []string) {
	for _, s := range known {
		if s.Instead != "" && n.child(s.Key) != nil && n.child(s.Instead) == nil {
			known[slices.IndexFunc(known, func(other slot) bool { return other.Key == s.Instead })].value.SetZero()
		}
		if !(kinds != nil && s.Key == "kind") {
			d.slot(s, n.child(s.Key), append(path[:len(path):len(path)], s.Key))
		}
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
	if v := variant(table, kinds, n); v != nil {
		word.SetString(v.Name)
		written = n
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
