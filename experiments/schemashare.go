package experiments

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// A sharer writes a part of a schema that occurs more than once only once: notes, steps and triggers are the same in every
// kind of deal, and a schema that says so each time is ten times as long.
type sharer struct {
	count       map[string]int
	names       map[string]string
	definitions object
}

// share moves what repeats to the definitions of a schema.
func share(schema object) object {
	s := sharer{map[string]int{}, map[string]string{}, object{}}
	s.tally(schema)
	out := s.rewrite(schema).(object)
	maps.Copy(out["definitions"].(object), s.definitions)
	return out
}

// worth is the text of a part that is long enough to be named, "" if it is not.
func worth(part object) string {
	const least = 200 // bytes
	text, _ := json.Marshal(part)
	if _, table := part["properties"]; len(text) < least || !table && part["type"] == nil && part["allOf"] == nil {
		return ""
	}
	return string(text)
}

// tally counts every part, those inside a repeated one only the first time.
func (s sharer) tally(v any) {
	switch v := v.(type) {
	case object:
		if text := worth(v); text != "" {
			if s.count[text]++; s.count[text] > 1 {
				return
			}
		}
		s.tallyInside(v)
	case []object:
		for _, part := range v {
			s.tally(part)
		}
	case []any:
		for _, part := range v {
			s.tally(part)
		}
	}
}

// tallyInside passes over the list of a table's keys, which is no part itself whatever they are called.
func (s sharer) tallyInside(v object) {
	for key, part := range v {
		if list, ok := part.(object); ok && key == "properties" {
			s.tallyInside(list)
		} else {
			s.tally(part)
		}
	}
}

// rewrite copies a part, in the order of its keys, and puts references in place of what repeats.
func (s sharer) rewrite(v any) any {
	switch v := v.(type) {
	case object:
		text := worth(v)
		if s.count[text] > 1 {
			return s.reference(text, v)
		}
		return s.rewriteInside(v)
	case []object:
		out := make([]any, len(v))
		for i, part := range v {
			out[i] = s.rewrite(part)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, part := range v {
			out[i] = s.rewrite(part)
		}
		return out
	}
	return v
}

func (s sharer) rewriteInside(v object) object {
	out := object{}
	for _, key := range slices.Sorted(maps.Keys(v)) {
		if list, ok := v[key].(object); ok && key == "properties" {
			out[key] = s.rewriteInside(list)
		} else {
			out[key] = s.rewrite(v[key])
		}
	}
	return out
}

func (s sharer) reference(text string, v object) object {
	name, named := s.names[text]
	if !named {
		name = fmt.Sprintf("part%d", len(s.names)+1)
		s.names[text] = name
		s.definitions[name] = s.rewriteInside(v)
	}
	return object{"$ref": "#/definitions/" + name}
}
