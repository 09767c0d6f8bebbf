package experiments

import (
	"reflect"
	"strings"
)

// walk visits a decoded table and its presets (the zero Value if they do not matter): the table itself, its values, and
// then the tables in it.
func walk(table, preset reflect.Value, path []string, visit func(Setting)) {
	if s, ok := table.Addr().Interface().(sourcer); ok {
		visit = attributed(s, len(path), visit)
	}
	visit(Setting{Path: path})
	kinds := kindsOf(table)
	own := pairs(table, preset)
	visitParams := visit
	if params, paramsPreset := paramsOf(table, kinds); params.IsValid() {
		if s, ok := params.Addr().Interface().(sourcer); ok {
			visitParams = attributed(s, len(path), visit)
		}
		own = append(own, pairs(params, paramsPreset)...)
	}
	for _, p := range own {
		if p.isValue() {
			visitParams(p.setting(path, kinds))
		}
	}
	for _, p := range own {
		if !p.isValue() && p.meant(own) {
			p.walk(append(path[:len(path):len(path)], p.Key), visitParams)
		}
	}
}

// attributed lets a sourcer at the given depth speak about everything below it.
func attributed(by sourcer, depth int, visit func(Setting)) func(Setting) {
	return func(s Setting) {
		if s.Key != "" {
			if source := by.SourceOf(FormatAddress(s.Path[depth:])); source != "" {
				s.Source = source
			}
		}
		visit(s)
	}
}

// paramsOf is the struct of a kind's own keys and its preset; zero Values if the table has none.
func paramsOf(table reflect.Value, kinds []Kind) (params, preset reflect.Value) {
	index := layoutOf(table.Type()).params
	if index == nil {
		return
	}
	params = inner(table.FieldByIndex(index))
	if k := kindNamed(kinds, kindWord(table).String()); k != nil && params.IsValid() {
		preset = reflect.New(params.Type()).Elem()
		preset.Set(inner(reflect.ValueOf(k.Preset())))
	}
	return params, preset
}

// A pair is a field's value beside its preset.
type pair struct {
	slot
	preset reflect.Value
	order  []string // of the keys of a raw table, where it means something
}

func pairs(table, preset reflect.Value) []pair {
	var out []pair
	for _, s := range slots(table) {
		p := pair{slot: s}
		if preset.IsValid() {
			p.preset = preset.FieldByIndex(s.index)
		}
		if o, ok := table.Addr().Interface().(orderer); ok && s.Type == rawTableType {
			p.order = o.Order(s.Key)
		}
		out = append(out, p)
	}
	return out
}

// meant says whether a table is in force, given the values beside it.
func (p pair) meant(beside []pair) bool {
	key, word, conditional := strings.Cut(p.When, "=")
	for _, q := range beside {
		if conditional && q.Key == key {
			return q.value.String() == word
		}
	}
	return true
}

// isValue says whether the field is one line of its table.
func (p pair) isValue() bool {
	switch p.shape() {
	case isValue:
		return true
	case isRaw:
		_, table := p.value.Interface().(map[string]any)
		return !table && p.Type != rawTableType
	}
	return false
}

func (p pair) setting(path []string, kinds []Kind) Setting {
	s := Setting{Field: p.Field, Path: append(path[:len(path):len(path)], p.Key)}
	if p.Key == "kind" {
		s.Kinds = kinds
	}
	s.Text, s.Preset = p.text(p.value), p.text(p.preset)
	s.Absent = s.Text == ""
	return s
}

// text is the TOML of a value of the field, "" for none.
func (p pair) text(v reflect.Value) string {
	if !v.IsValid() || (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface || v.Kind() == reflect.Map) && v.IsNil() {
		return ""
	}
	if p.shape() == isRaw {
		return formatRaw(v.Interface())
	}
	if p.Optional {
		v = v.Elem()
	}
	return formatValue(v)
}

// walk visits what is a table of its own: a struct, a named table, a raw one.
func (p pair) walk(path []string, visit func(Setting)) {
	v, preset := p.value, p.preset
	if p.Optional {
		if v.IsNil() {
			return
		}
		v = v.Elem()
		if preset.IsValid() && preset.IsNil() {
			preset = fresh(p.Type)
		} else if preset.IsValid() {
			preset = preset.Elem()
		}
	}
	switch p.shape() {
	case isTable:
		walk(v, preset, path, visit)
	case isNamed:
		p.walkNamed(v, preset, path, visit)
	default:
		if raw, ok := v.Interface().(map[string]any); ok && raw != nil {
			walkRaw(raw, p.order, p.Field, path, visit)
		}
	}
}

func (p pair) walkNamed(m, preset reflect.Value, path []string, visit func(Setting)) {
	var lines, tables []pair
	for _, name := range names(m, nil) {
		entry := pair{slot: slot{Field: p.Field, value: p.entry(m, name)}}
		entry.Key, entry.Type, entry.Optional = name, entry.value.Type(), false
		if preset.IsValid() && !preset.IsNil() {
			entry.preset = p.entry(preset, name)
		} else if preset.IsValid() {
			entry.preset = fresh(entry.Type)
		}
		if entry.isValue() {
			lines = append(lines, entry)
		} else {
			tables = append(tables, entry)
		}
	}
	if len(lines) > 0 {
		visit(Setting{Path: path})
	}
	for _, entry := range lines {
		visit(entry.setting(path, nil))
	}
	for _, entry := range tables {
		entry.walk(append(path[:len(path):len(path)], entry.Key), visit)
	}
}

// An orderer remembers in which order the keys of its raw tables were written, where that means something.
type orderer interface{ Order(key string) []string }

// walkRaw visits the keys of a raw table, in their order or else sorted; tables below them stay in one line.
func walkRaw(raw map[string]any, order []string, f Field, path []string, visit func(Setting)) {
	visit(Setting{Path: path})
	if len(order) != len(raw) {
		order = sortedNames(raw)
	}
	for _, key := range order {
		f.Key = key
		visit(Setting{Field: f, Path: append(path[:len(path):len(path)], key), Text: formatRaw(raw[key])})
	}
}
