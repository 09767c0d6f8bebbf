package experiments

import (
	"encoding/json"
	"io"
	"reflect"
	"slices"
	"strings"
)

// Schema writes the JSON Schema (draft 7) of a study, for editors: the struct's tags once more, as its presets stand.
// It knows keys, kinds, units and ranges, and what is missing unless the study extends another; what several keys must
// satisfy together only Decode knows.
func Schema(w io.Writer, study any, title string) error {
	v := reflect.ValueOf(study).Elem()
	whole, part := schemer{}.table(v), schemer{partial: true}.table(v)
	for _, s := range []object{whole, part} {
		s["properties"].(object)["extends"] = object{"type": "string", "description": "another study, whose keys this one changes"}
	}
	out, err := json.MarshalIndent(share(object{
		"$schema":     "http://json-schema.org/draft-07/schema#",
		"title":       title,
		"definitions": object{"whole": whole, "part": part},
		"if":          object{"required": []string{"extends"}},
		"then":        object{"$ref": "#/definitions/part"},
		"else":        object{"$ref": "#/definitions/whole"},
	}), "", "\t")
	if err != nil {
		return err
	}
	_, err = w.Write(append(out, '\n'))
	return err
}

type object map[string]any

// A schemer describes tables.
type schemer struct {
	partial bool // over another study: nothing is missing, and a kind that is not named may be any
	several bool // for kinds that share their keys and not their presets: says none
}

func (sc schemer) table(table reflect.Value) object {
	common := slots(table)
	kinds := kindsOf(table)
	if kinds == nil {
		return sc.object(common)
	}
	preset, groups := kindWord(table).String(), sc.groups(kinds)
	var cases []object
	for _, g := range groups {
		then := sc.object(common)
		then.take(g.keys)
		then["properties"].(object)["kind"] = kindSchema(kinds)
		when := object{"properties": object{"kind": object{"enum": g.names}}}
		if sc.partial || !slices.Contains(g.names, preset) {
			when["required"] = []string{"kind"}
		}
		cases = append(cases, object{"if": when, "then": then})
	}
	out := object{"type": "object", "properties": object{"kind": kindSchema(kinds)}, "allOf": cases}
	switch {
	case sc.partial:
		unnamed := object{"not": object{"required": []string{"kind"}}}
		out["allOf"] = append(cases, object{"if": unnamed, "then": sc.anyKind(common, groups)})
	case preset == "":
		out["required"] = []string{"kind"}
	}
	return out
}

// missing is the keys without which a table is refused.
func missing(own []slot) []string {
	var out []string
	for _, s := range own {
		if s.Required && s.value.IsZero() {
			out = append(out, s.Key)
		}
	}
	return out
}

func (sc schemer) object(own []slot) object {
	properties := object{}
	for _, s := range own {
		properties[s.Key] = sc.slot(s)
	}
	out := object{"type": "object", "properties": properties, "additionalProperties": false}
	if lacks := missing(own); len(lacks) > 0 && !sc.partial {
		out["required"] = lacks
	}
	return out
}

func (sc schemer) slot(s slot) object {
	v := s.value
	if s.Optional {
		if v.IsNil() {
			v = fresh(s.Type)
		} else {
			v = v.Elem()
		}
	}
	var out object
	switch s.shape() {
	case isTable:
		out = sc.table(v)
	case isNamed:
		out = sc.named(s, v)
	case isRaw:
		out = rawSchema(s.Type)
	default:
		out = s.schema(s.Type)
		if !s.value.IsZero() && !sc.several {
			out["default"] = json.RawMessage(jsonText(formatValue(v)))
		}
	}
	if about := s.about(); about != "" {
		out["description"] = about
	}
	return out
}

// named describes the entries that the preset has one by one, since those lack nothing, those that are called like a kind
// where that says the kind, and all others as fresh ones.
func (sc schemer) named(s slot, m reflect.Value) object {
	element := func(v reflect.Value) object {
		f := s.Field
		f.Type, f.Optional, f.Required, f.Doc = v.Type(), false, false, ""
		return sc.slot(slot{f, v})
	}
	known := object{}
	for _, name := range names(m, nil) {
		known[name] = element(s.entry(m, name))
	}
	t := m.Type().Elem()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	for _, v := range namesakes(t) {
		if name := kindWord(v).String(); known[name] == nil {
			known[name] = element(v)
		}
	}
	return object{
		"type": "object", "properties": known, "additionalProperties": element(fresh(t)),
		"propertyNames": object{"pattern": "^[A-Za-z0-9_-]+$"},
	}
}

// namesakes is an entry for each kind, where an entry's name can say its kind.
func namesakes(t reflect.Type) (entries []reflect.Value) {
	for _, k := range kindsOf(fresh(t)) {
		v := fresh(t)
		if named, ok := v.Addr().Interface().(namesake); ok {
			named.PresetNamed(k.Name)
			entries = append(entries, v)
		}
	}
	return entries
}

// about is what an editor shows beside a key.
func (f Field) about() string {
	text := f.Doc
	if f.Unit != "" {
		text += " [" + f.Unit + "]"
	}
	if f.Source != "" {
		text += " (preset: " + f.Source + ")"
	}
	return strings.TrimSpace(text)
}

// jsonText is the JSON of a scalar's TOML, which differs from it only for dates.
func jsonText(toml string) string {
	if json.Valid([]byte(toml)) {
		return toml
	}
	text, _ := json.Marshal(toml)
	return string(text)
}
