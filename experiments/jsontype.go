package experiments

import (
	"math"
	"reflect"

	"firesale/market/unit"
)

// The JSON Schema of values: how each type is written, and its range where JSON has numbers for it.

const (
	decimal      = `^\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\s*`
	ratioPattern = decimal + `(%|bp)$`
	hoursPattern = `^\s*\+?([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*(s|m|h|d|y)$`
	datePattern  = `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`
)

func (f Field) schema(t reflect.Type) object {
	switch {
	case f.isShare() && t.Kind() == reflect.Float64:
		return object{"anyOf": []object{f.bounded("number"), {"type": "string", "pattern": ratioPattern}}}
	case unitNoun(t) == aRatio:
		return object{"type": "string", "pattern": ratioPattern}
	case unitNoun(t) != "":
		return object{"type": "string", "pattern": hoursPattern}
	case t == reflect.TypeFor[unit.Date]():
		return object{"type": "string", "pattern": datePattern}
	case isAmount(t):
		return f.bounded("number")
	case reflect.PointerTo(t).Implements(reflect.TypeFor[tomlReader]()):
		return object{}
	case t.Kind() == reflect.Slice && !isText(t):
		return object{"type": "array", "items": f.schema(t.Elem())}
	case len(f.OneOf) > 0:
		return object{"enum": f.OneOf}
	case isText(t) || t.Kind() == reflect.String:
		return object{"type": "string"}
	case t.Kind() == reflect.Bool:
		return object{"type": "boolean"}
	case isInteger(t):
		return f.bounded("integer")
	}
	return f.bounded("number")
}

// isAmount says whether a type counts cents or satoshis and is written in dollars or coins.
func isAmount(t reflect.Type) bool {
	return t == reflect.TypeFor[unit.USD]() || t == reflect.TypeFor[unit.BTC]() || t == reflect.TypeFor[unit.Price]()
}

// bounded is a numeric type with the field's range.
func (f Field) bounded(name string) object {
	out := object{"type": name}
	if f.Range.Text == "" {
		return out
	}
	if key := map[bool]string{false: "minimum", true: "exclusiveMinimum"}[f.Range.OpenLo]; !math.IsInf(f.Range.Lo, 0) {
		out[key] = f.Range.Lo
	}
	if key := map[bool]string{false: "maximum", true: "exclusiveMaximum"}[f.Range.OpenHi]; !math.IsInf(f.Range.Hi, 0) {
		out[key] = f.Range.Hi
	}
	return out
}

// rawSchema is that of a value whose meaning hangs on an address: a value of it, or a table of addresses with their axes.
func rawSchema(t reflect.Type) object {
	if t.Kind() == reflect.Map {
		return object{"type": "object", "additionalProperties": axisSchema()}
	}
	return object{"type": []string{"number", "string"}}
}

// axisSchema is a list of values, or a law to draw them from. What is nested in a table of laws is no axis: the address wants
// quotes.
func axisSchema() object {
	listed := object{"type": "array", "minItems": 1}
	forms := []object{listed}
	for _, f := range lawForms {
		value := object{"type": []string{"number", "string"}}
		keys := object{f.keys[0]: value, f.keys[1]: value, "group": object{"type": "string"}}
		if f.keys[0] == scaled {
			keys["scale"] = object{"enum": scales}
		}
		forms = append(forms, object{"type": "object", "properties": keys, "required": f.keys[:], "additionalProperties": false})
	}
	return object{"anyOf": forms}
}
