package experiments

import (
	"fmt"
	"reflect"
)

// A Kind is one entry of a catalogue: a word that a study can write after `kind =`, and the presets behind it.
type Kind struct {
	Name, Doc string
	Preset    func() any // a fresh struct or pointer to one, whose fields are the keys of this kind
}

// A Kinded table has a key `kind` that decides which other keys it knows, beside those that all its kinds share:
//
//	type Price struct {
//		Kind         string       `toml:"kind" doc:"how the price moves"`
//		price.Common              // keys of all kinds
//		Params       price.Params `toml:",kind"`
//	}
//
//	func (Price) Kinds() []Kind { return Catalogue(price.Kinds) }
//
// Decode sets Params to the preset of the kind, then reads the keys. A Kind that the struct's own preset names needs
// no Params there. A study that extends another and changes the kind drops those of its keys that only the kinds
// below know.
type Kinded interface{ Kinds() []Kind }

// A Varied table has kinds of which one has a key that names others: written, it stands for the kind that it names.
type Varied interface {
	VariantKey(kind string) (key string)
}

// variant is the kind that a written key of a table stands for, nil if there is none.
func variant(table reflect.Value, kinds []Kind, n *node) *Kind {
	v, ok := table.Interface().(Varied)
	if !ok {
		return nil
	}
	if key := n.child(v.VariantKey(kindWord(table).String())); key != nil {
		name, _ := key.value.(string)
		return kindNamed(kinds, name)
	}
	return nil
}

// Catalogue makes kinds of the table of a catalogue room.
func Catalogue[P any, K ~struct {
	Name, Doc string
	Preset    func() P
}](room []K) []Kind {
	kinds := make([]Kind, len(room))
	for i, k := range room {
		entry := struct {
			Name, Doc string
			Preset    func() P
		}(k)
		kinds[i] = Kind{entry.Name, entry.Doc, func() any { return entry.Preset() }}
	}
	return kinds
}

// kindsOf is the kinds of a table, nil if it has none.
func kindsOf(table reflect.Value) []Kind {
	if k, ok := table.Interface().(Kinded); ok {
		return k.Kinds()
	}
	if k, ok := reflect.New(table.Type()).Interface().(Kinded); ok {
		return k.Kinds()
	}
	return nil
}

func kindNames(kinds []Kind) []string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.Name
	}
	return names
}

// kindNamed is the kind of a name, nil if there is none.
func kindNamed(kinds []Kind, name string) *Kind {
	for i := range kinds {
		if kinds[i].Name == name {
			return &kinds[i]
		}
	}
	return nil
}

// kindWord is the field `kind` of a kinded table.
func kindWord(table reflect.Value) reflect.Value {
	for _, f := range layoutOf(table.Type()).fields {
		if f.Key == "kind" {
			return table.FieldByIndex(f.index)
		}
	}
	panic(fmt.Sprintf("experiments: %v has kinds and no key `kind`", table.Type()))
}

// fill puts the preset of a kind into the field tagged ",kind". It panics if an interface would hold a bare struct, whose
// keys nobody could set.
func (k *Kind) fill(params reflect.Value) {
	preset := reflect.ValueOf(k.Preset())
	switch {
	case !preset.IsValid():
		params.SetZero()
		return
	case preset.Kind() == reflect.Pointer && params.Kind() == reflect.Struct:
		preset = preset.Elem()
	case preset.Kind() == reflect.Struct && params.Kind() != reflect.Struct:
		panic(fmt.Sprintf("experiments: the preset of kind %q is a %v: want a pointer to it", k.Name, preset.Type()))
	}
	params.Set(preset)
}

// inner is the struct that params holds, behind its interface and pointer; the zero Value if it holds none.
func inner(params reflect.Value) reflect.Value {
	for params.Kind() == reflect.Interface || params.Kind() == reflect.Pointer {
		params = params.Elem()
	}
	return params
}

// A presetter has values before a study changes them, for itself and the tables in it. Decode calls it on what it makes
// itself, the entries of a named table and the tables that may be absent; New calls it on the study.
type presetter interface{ Preset() }

// fresh is a new value of a type with its presets, as a settable struct.
func fresh(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	preset(v)
	return v
}

// preset calls Preset, or that of each table in a struct that has none.
func preset(v reflect.Value) {
	if p, ok := v.Addr().Interface().(presetter); ok {
		p.Preset()
		return
	}
	if v.Kind() != reflect.Struct || isScalar(v.Type()) {
		return
	}
	for _, s := range slots(v) {
		if s.shape() == isTable && !s.Optional {
			preset(s.value)
		}
	}
}
