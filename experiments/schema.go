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
	out, err := json.MarshalIndent(object{
		"$schema":     "http://json-schema.org/draft-07/schema#",
		"title":       title,
		"definitions": object{"whole": whole, "part": part},
		"if":          object{"required": []string{"extends"}},
		"then":        object{"$ref": "#/definitions/part"},
		"else":        object{"$ref": "#/definitions/whole"},
	}, "", "\t")
	if err != nil {
		return err
	}
	_, err = w.Write(append(out, '\n'))
	return err
}

type object = map[string]any

// A schemer describes tables. A partial one stands over another study: nothing is missing from it, and the kinds that
// it does not name may be any.
type schemer struct{ partial bool }

func (sc schemer) table(table reflect.Value) object {
	common := slots(table)
	kinds := kindsOf(table)
	if kinds == nil {
		return sc.object(common)
	}
	preset := kindWord(table).String()
	var cases []object
	for _, group := range groups(kinds) {
		all := append(common[:len(common):len(common)], group.slots...)
		then := sc.object(all)
		then["properties"].(object)["kind"] = kindSchema(kinds)
		when := object{"properties": object{"kind": object{"enum": group.names}}}
		if sc.partial || !slices.Contains(group.names, preset) {
			when["required"] = []string{"kind"}
		}
		cases = append(cases, object{"if": when, "then": then})
	}
	out := object{"type": "object", "properties": object{"kind": kindSchema(kinds)}, "allOf": cases}
	switch {
	case sc.partial:
		out["allOf"] = append(cases, object{"if": object{"not": object{"required": []string{"kind"}}}, "then": sc.anyKind(common, kinds)})
	case preset == "":
		out["required"] = []string{"kind"}
	}
	return out
}

// A group is kinds that have the same keys and lack the same values.
type group struct {
	names []string
	slots []slot
}

func groups(kinds []Kind) []group {
	var out []group
	at := map[string]int{}
	for _, k := range kinds {
		var own []slot
		id := ""
		if params := inner(reflect.ValueOf(k.Preset())); params.IsValid() {
			own, id = slots(params), params.Type().String()+strings.Join(missing(slots(params)), " ")
		}
		if i, ok := at[id]; ok {
			out[i].names = append(out[i].names, k.Name)
			continue
		}
		at[id] = len(out)
		out = append(out, group{[]string{k.Name}, own})
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

func kindSchema(kinds []Kind) object {
	var docs []string
	for _, k := range kinds {
		docs = append(docs, k.Name+": "+k.Doc)
	}
	return object{"enum": kindNames(kinds), "description": strings.Join(docs, "\n")}
}

// anyKind takes the keys of every kind.
func (sc schemer) anyKind(common []slot, kinds []Kind) object {
	all := sc.object(common)
	properties := all["properties"].(object)
	for _, g := range groups(kinds) {
		for key, s := range sc.object(g.slots)["properties"].(object) {
			if _, known := properties[key]; !known {
				properties[key] = s
			} else if !reflect.DeepEqual(properties[key], s) {
				properties[key] = object{"anyOf": []any{properties[key], s}}
			}
		}
	}
	return all
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
		out = object{}
	default:
		out = s.schema(s.Type)
		if !s.value.IsZero() {
			out["default"] = json.RawMessage(jsonText(formatValue(v)))
		}
	}
	if about := s.about(); about != "" {
		out["description"] = about
	}
	return out
}

// named describes the entries that the preset has one by one, since those lack nothing, and all others as fresh ones.
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
	return object{
		"type": "object", "properties": known, "additionalProperties": element(fresh(t)),
		"propertyNames": object{"pattern": "^[A-Za-z0-9_-]+$"},
	}
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
