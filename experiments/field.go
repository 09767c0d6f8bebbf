package experiments

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
)

// A Field is one key of a table: what the tags of a struct say about it.
//
//	toml      the key; "-" or no tag: not part of a study; ",kind": see Kinded
//	unit      what a bare number counts
//	range     interval of allowed values: ratios for unit.Rate and unit.Ratio (0.8 is 80%), hours for unit.Duration,
//	          dollars and coins for amounts; of each element of a list
//	doc       one line
//	source    provenance of the preset: published, measured, press, derived (with what follows a colon), assumed
//	when      key=word: a table that is shown only where that key beside it says so
//	instead   key beside it whose preset it takes the place of: only one of the two is meant
//	required  "true" where no preset can exist
//	oneof     the words allowed, between bars
type Field struct {
	Key, Unit, Doc, Source string
	Range                  Interval
	OneOf                  []string
	When                   string // key=word: the table means something where that key of its own table says so
	Instead                string
	Required               bool
	Optional               bool         // a pointer: absent means something
	Type                   reflect.Type // without the pointer

	index []int
}

// shape is the form that a field has in a study.
type shape int

const (
	isValue shape = iota // a scalar or a list of them
	isTable              // a struct: a table
	isNamed              // a map of structs or values: a table whose keys are names
	isRaw                // any, map[string]any: as written
)

func (f Field) shape() shape {
	switch {
	case f.Type == rawType || f.Type == rawTableType:
		return isRaw
	case isScalar(f.Type):
		return isValue
	case f.Type.Kind() == reflect.Struct:
		return isTable
	case f.Type.Kind() == reflect.Map:
		return isNamed
	}
	return isValue
}

var (
	rawType      = reflect.TypeFor[any]()
	rawTableType = reflect.TypeFor[map[string]any]()
)

// A layout is the schema of one struct type.
type layout struct {
	fields []Field
	params []int // index of the field tagged ",kind", nil if there is none
}

var layouts sync.Map // reflect.Type to layout: sweeps decode a study once a point

// layoutOf reads the tags of a struct type. It panics if they contradict themselves: a mistake in the program.
func layoutOf(t reflect.Type) layout {
	if known, ok := layouts.Load(t); ok {
		return known.(layout)
	}
	var l layout
	l.add(t, nil)
	seen := map[string]bool{}
	for _, f := range l.fields {
		if seen[f.Key] {
			panic(fmt.Sprintf("experiments: %v has two fields for the key %q", t, f.Key))
		}
		seen[f.Key] = true
	}
	layouts.Store(t, l)
	return l
}

// add collects the fields of t, and of the structs embedded in it, at the index prefix.
func (l *layout) add(t reflect.Type, prefix []int) {
	for i := range t.NumField() {
		sf := t.Field(i)
		index := append(prefix[:len(prefix):len(prefix)], i)
		tag, tagged := sf.Tag.Lookup("toml")
		switch {
		case sf.Anonymous && !tagged && sf.Type.Kind() == reflect.Struct:
			l.add(sf.Type, index)
		case tag == ",kind":
			l.params = index
		case tagged && tag != "-":
			l.fields = append(l.fields, fieldOf(sf, tag, index))
		}
	}
}

func fieldOf(sf reflect.StructField, key string, index []int) Field {
	f := Field{
		Key: key, Unit: sf.Tag.Get("unit"), Doc: sf.Tag.Get("doc"), Source: sf.Tag.Get("source"),
		When: sf.Tag.Get("when"), Instead: sf.Tag.Get("instead"), Required: sf.Tag.Get("required") == "true", Type: sf.Type, index: index,
	}
	if f.Type.Kind() == reflect.Pointer {
		f.Type, f.Optional = f.Type.Elem(), true
	}
	if words := sf.Tag.Get("oneof"); words != "" {
		f.OneOf = strings.Split(words, "|")
	}
	if text := sf.Tag.Get("range"); text != "" {
		r, err := ParseInterval(text)
		if err != nil {
			panic(fmt.Sprintf("experiments: field %s: %v", sf.Name, err))
		}
		f.Range = r
	}
	if f.shape() == isValue && !isScalar(f.Type) || f.shape() == isNamed && f.Type.Key().Kind() != reflect.String {
		panic(fmt.Sprintf("experiments: field %s: a %v has no form in a study", sf.Name, sf.Type))
	}
	return f
}

// keys is the keys of a list of fields.
func keys(fields []Field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Key
	}
	return out
}

// Fields is the keys of a table: of a struct, or of a pointer to one, such as the Params of a kind.
func Fields(table any) []Field {
	t := reflect.TypeOf(table)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return layoutOf(t).fields
}

// isInteger says whether values of the field are whole numbers.
func (f Field) isInteger() bool {
	return f.Type.Kind() == reflect.Int || f.Type.Kind() == reflect.Int64 && f.Type.PkgPath() == ""
}
