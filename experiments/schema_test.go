package experiments

import (
	"bytes"
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

func toySchema(t *testing.T) map[string]any {
	var b bytes.Buffer
	if err := Schema(&b, New[toyStudy](), "toy"); err != nil {
		t.Fatal(err)
	}
	var s map[string]any
	if err := json.Unmarshal(b.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// at walks down a schema: objects by key, arrays by index, references to what they name.
func at(schema any, path ...any) any {
	v := schema
	for _, step := range path {
		if m, ok := v.(map[string]any); ok && m["$ref"] != nil {
			v = at(schema, "definitions", strings.TrimPrefix(m["$ref"].(string), "#/definitions/"))
		}
		switch p := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[p]
		case int:
			list, _ := v.([]any)
			if p >= len(list) {
				return nil
			}
			v = list[p]
		}
	}
	return v
}

func TestSchema(t *testing.T) {
	s := toySchema(t)
	whole := func(path ...any) []any { return append([]any{"definitions", "whole", "properties"}, path...) }
	part := func(path ...any) []any { return append([]any{"definitions", "part", "properties"}, path...) }
	lender := []any{"lender", "additionalProperties", "properties"}
	for _, c := range []struct {
		name string
		path []any
		want string
	}{
		{"strict", []any{"definitions", "whole", "additionalProperties"}, "false"},
		{"integer with a bound", whole("seed"), `{"default":1,"description":"of all draws","minimum":0,"type":"integer"}`},
		{"date", whole("start", "default"), `"2025-12-31"`},
		{"extends", whole("extends", "type"), `"string"`},
		{"kinds", whole("price", "properties", "kind", "enum"), `["gbm","merton","shock"]`},
		{"preset kind holds where none is written", whole("price", "allOf", 0, "if"), `{"properties":{"kind":{"enum":["gbm"]}}}`},
		{"other kinds must be written", whole("price", "allOf", 1, "if", "required"), `["kind"]`},
		{"keys of a kind", whole("price", "allOf", 1, "then", "properties", "jump_rate", "type"), `"number"`},
		{"not of another", whole("price", "allOf", 0, "then", "properties", "jump_rate"), "null"},
		{"missing in a kind", whole("price", "allOf", 2, "then", "required"), `["shock"]`},
		{"missing in a preset only", whole(append(lender, "terms", "allOf", 1, "then", "required")...), `["margin_call_ltv"]`},
		{"not in another", whole(append(lender, "terms", "allOf", 0, "then", "required")...), "null"},
		{"words", whole(append(lender, "terms", "allOf", 0, "then", "properties", "liquidation", "enum")...), `["close-out","debt-only","restore"]`},
		{"list", whole(append(lender, "deal", "properties", "waterfall", "additionalProperties", "type")...), `"array"`},
		{"over another study nothing is missing", part("price", "allOf", 2, "then", "required"), "null"},
		{"and the kind may be any", part("price", "allOf", 3, "then", "properties", "shock", "type"), `"string"`},
	} {
		got, _ := json.Marshal(at(s, c.path...))
		if string(got) != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// A part that repeats is written once, and every reference leads somewhere.
func TestSchemaShares(t *testing.T) {
	s := toySchema(t)
	text, _ := json.Marshal(s)
	references := regexp.MustCompile(`"#/definitions/(\w+)"`).FindAllStringSubmatch(string(text), -1)
	if len(references) < 4 {
		t.Errorf("%d references: want at least those of the notes of a deal", len(references))
	}
	for _, r := range references {
		if at(s, "definitions", r[1]) == nil {
			t.Errorf("no definition is called %s", r[1])
		}
	}
}

// The patterns accept what Decode accepts, and nothing without a unit.
func TestSchemaPatterns(t *testing.T) {
	for _, c := range []struct{ name, pattern, good, bad string }{
		{"ratio", ratioPattern, "55% -0.5% +1% .5% 335bp 1e-3%", "55 % 5%% 0.5 36h bp"},
		{"duration", hoursPattern, "36h 0.5s 90d 10m 1y", "36 h -1h 5% 1w 1e3s"},
		{"date", datePattern, "2025-12-31", "2025-12 31.12.2025"},
	} {
		pattern := regexp.MustCompile(c.pattern)
		for _, text := range strings.Fields(c.good) {
			if !pattern.MatchString(text) {
				t.Errorf("%s: %q is refused", c.name, text)
			}
		}
		for _, text := range strings.Fields(c.bad) {
			if pattern.MatchString(text) {
				t.Errorf("%s: %q is accepted", c.name, text)
			}
		}
	}
}

// TestSchemaKnowsClassesByTheirNames: a class of background traders that is called like a kind is of that kind.
func TestSchemaKnowsClassesByTheirNames(t *testing.T) {
	var b bytes.Buffer
	if err := Schema(&b, New[Spec](), "a study"); err != nil {
		t.Fatal(err)
	}
	var s map[string]any
	if err := json.Unmarshal(b.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	of := func(class ...any) (kind, lacks any) {
		flow := append([]any{"definitions", "whole", "properties", "market", "properties", "flow"}, class...)
		return at(s, append(flow, "type")...), at(s, append(flow, "required")...)
	}
	for _, k := range (FlowTable{}).Kinds() {
		if table, lacks := of("properties", k.Name); table != "object" || lacks != nil {
			t.Errorf("%s: %v that lacks %v, want a table that lacks nothing: its name says its kind", k.Name, table, lacks)
		}
	}
	if _, lacks := of("additionalProperties"); lacks == nil {
		t.Error("a class of another name lacks nothing, want its kind")
	}
}

// An axis is a list or one of the laws, each with its own keys; what is searched is a number or text.
func TestSchemaOfAxes(t *testing.T) {
	value := map[string]any{"type": []any{"number", "string"}}
	var text bytes.Buffer
	if err := Schema(&text, New[Spec](), "study"); err != nil {
		t.Fatal(err)
	}
	var s any
	if err := json.Unmarshal(text.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	axis := []any{"definitions", "whole", "properties", "design", "allOf", 0, "then", "properties", "vary", "additionalProperties", "anyOf"}
	for _, c := range []struct {
		path []any
		want any
	}{
		{append(axis, 0), map[string]any{"type": "array", "minItems": 1.}},
		{append(axis, 1, "properties"), map[string]any{"low": value, "high": value, "group": map[string]any{"type": "string"}, "scale": map[string]any{"enum": []any{"linear", "log"}}}},
		{append(axis, 2, "required"), []any{"mean", "sd"}},
		{append(axis, 3, "additionalProperties"), false},
		{append(axis, 4), nil},
		{[]any{"definitions", "whole", "properties", "find", "properties", "low", "type"}, []any{"number", "string"}},
	} {
		if got := at(s, c.path...); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v: %v, want %v", c.path, got, c.want)
		}
	}
}
