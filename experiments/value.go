package experiments

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"

	"firesale/market/unit"
)

// A tomlReader reads a value that may have more than one form, such as a level that is a ratio or an amount. It gets
// what the library read and must not accept tables, whose unknown keys nobody would see.
type tomlReader interface{ UnmarshalTOML(any) error }

// isScalar says whether values of a type are written as one TOML value (or a list of such).
func isScalar(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	if p.Implements(reflect.TypeFor[tomlReader]()) || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return true
	}
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Float32, reflect.Float64:
		return true
	case reflect.Slice:
		return isScalar(t.Elem())
	}
	return isInteger(t)
}

func isInteger(t reflect.Type) bool { return t.Kind() >= reflect.Int && t.Kind() <= reflect.Uint64 }

// decodeValue puts a raw value into v and returns what is wanted instead, "" if all is well.
func (f Field) decodeValue(v reflect.Value, raw any) (want string) {
	if v.Kind() == reflect.Slice && !isText(v.Type()) {
		return f.decodeList(v, raw)
	}
	if x, ok := raw.(float64); ok && (math.IsNaN(x) || math.IsInf(x, 0)) {
		return "want a finite number, not " + formatFloat(x)
	}
	if want := f.decodeOne(v, raw); want != "" {
		return want
	}
	if x, ok := number(v); ok && !f.Range.Contains(x) {
		return "want " + f.rangeWords(v.Type()) + f.unitWords()
	}
	if len(f.OneOf) > 0 && !slices.Contains(f.OneOf, fmt.Sprint(v.Interface())) {
		return "want " + f.noun(v.Type()) + hint(fmt.Sprint(v.Interface()), f.OneOf)
	}
	return ""
}

func hint(word string, known []string) string {
	if k := nearest(word, known); k != "" {
		return ": did you mean " + k + "?"
	}
	return ""
}

func (f Field) decodeList(v reflect.Value, raw any) (want string) {
	list, ok := raw.([]any)
	if !ok {
		return "want " + f.noun(v.Type())
	}
	if len(list) == 0 {
		v.SetZero() // as a list that is not written: one form of nothing
		return ""
	}
	out := reflect.MakeSlice(v.Type(), len(list), len(list))
	for i, element := range list {
		if want := f.decodeValue(out.Index(i), element); want != "" {
			return fmt.Sprintf("element %d, %s: %s", i+1, formatShort(element), want)
		}
	}
	v.Set(out)
	return ""
}

func isText(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// decodeOne reads a scalar of the right type; ranges are checked after it.
func (f Field) decodeOne(v reflect.Value, raw any) (want string) {
	switch x := v.Addr().Interface().(type) {
	case *unit.Date:
		return f.decodeDate(x, raw)
	case *unit.USD:
		return decodeAmount(f, x, raw, unit.ParseUSD)
	case *unit.BTC:
		return decodeAmount(f, x, raw, unit.ParseBTC)
	case *unit.Price:
		return decodeAmount(f, x, raw, func(text string) (unit.Price, error) {
			cents, err := unit.ParseUSD(text)
			return unit.Price(cents), err
		})
	case tomlReader:
		if err := x.UnmarshalTOML(raw); err != nil {
			return wanted(err)
		}
		return ""
	case encoding.TextUnmarshaler:
		return f.decodeText(v, x, raw)
	}
	return f.decodePlain(v, raw)
}

// decodePlain reads Go's own types. An integer is accepted for a float, nothing else is converted.
func (f Field) decodePlain(v reflect.Value, raw any) (want string) {
	t := v.Type()
	switch x := raw.(type) {
	case bool:
		if t.Kind() == reflect.Bool {
			v.SetBool(x)
			return ""
		}
	case string:
		if t.Kind() == reflect.String {
			v.SetString(x)
			return ""
		}
		var share unit.Ratio
		if t.Kind() == reflect.Float64 && f.isShare() && share.UnmarshalText([]byte(x)) == nil {
			v.SetFloat(float64(share))
			return ""
		}
		if _, err := strconv.ParseFloat(x, 64); err == nil {
			return "want " + f.noun(t) + ", without quotes"
		}
	case float64:
		if t.Kind() == reflect.Float64 {
			v.SetFloat(x)
			return ""
		}
		if isInteger(t) && x == math.Trunc(x) && math.Abs(x) < 1e15 {
			return "want " + f.noun(t) + fmt.Sprintf(" without point or exponent, like %.0f", x)
		}
	case int64:
		return f.decodeInteger(v, x)
	}
	return "want " + f.noun(t)
}

func (f Field) decodeInteger(v reflect.Value, x int64) (want string) {
	switch t := v.Type(); {
	case t.Kind() == reflect.Float64:
		v.SetFloat(float64(x))
	case v.CanInt() && !v.OverflowInt(x):
		v.SetInt(x)
	case v.CanUint() && x >= 0 && !v.OverflowUint(uint64(x)):
		v.SetUint(uint64(x))
	case v.CanUint() && x < 0:
		return "want " + f.noun(t) + ", not below 0"
	case isInteger(t):
		return fmt.Sprintf("want %s that fits %d bits", f.noun(t), t.Bits())
	default:
		return "want " + f.noun(t)
	}
	return ""
}
