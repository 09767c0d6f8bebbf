package experiments

import (
	"fmt"
	"reflect"
	"strings"

	"firesale/market/unit"
)

// What a fault says is wanted, in the words of someone who writes studies.

const aRatio = "a ratio with its unit"

// unitNoun names a quantity whose text carries its unit; "" for every other type.
func unitNoun(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[unit.Ratio](), reflect.TypeFor[unit.Rate]():
		return aRatio
	case reflect.TypeFor[unit.Duration]():
		return "a duration with its unit (s, m, h, d or y)"
	}
	return ""
}

// noun is the kind of value wanted, with its range.
func (f Field) noun(t reflect.Type) string {
	if len(f.OneOf) > 0 && t.Kind() != reflect.Slice {
		return "one of \"" + strings.Join(f.OneOf, "\", \"") + "\""
	}
	name := unitNoun(t)
	switch {
	case name != "":
	case t == reflect.TypeFor[unit.Date]():
		name = "a date without quotes, like 2025-12-31"
	case t == reflect.TypeFor[unit.USD](), t == reflect.TypeFor[unit.Price]():
		name = "a number of USD"
	case t == reflect.TypeFor[unit.BTC]():
		name = "a number of BTC"
	case isText(t) || t.Kind() == reflect.String:
		name = "text in quotes"
	case t.Kind() == reflect.Slice:
		return "a list in brackets, each " + f.noun(t.Elem())
	case t.Kind() == reflect.Bool:
		name = "true or false"
	case isInteger(t):
		name = "a whole number"
	default:
		name = "a number"
	}
	if words := f.rangeWords(t); words != "" {
		name += ", " + words
	}
	return name + f.unitWords()
}

func (f Field) unitWords() string {
	if f.Unit == "" || f.Unit == "1" {
		return ""
	}
	return " (" + f.Unit + ")"
}

// rangeWords says the range in the unit in which the value is written.
func (f Field) rangeWords(t reflect.Type) string {
	return f.Range.words(func(bound float64) string {
		switch t {
		case reflect.TypeFor[unit.Ratio](), reflect.TypeFor[unit.Rate]():
			return ratioText(bound)
		case reflect.TypeFor[unit.Duration]():
			return hoursText(bound)
		}
		return strings.TrimSuffix(formatFloat(bound), ".0")
	})
}

func ratioText(x float64) string {
	text, _ := unit.Ratio(x).MarshalText()
	return string(text)
}

func hoursText(hours float64) string {
	return unit.Duration(hours * float64(unit.Hour)).String()
}

// example shows how a quantity is written, from the number that was written without its unit where there is one.
func (f Field) example(t reflect.Type, raw any) string {
	x, isNumber := asFloat(raw)
	switch {
	case t == reflect.TypeFor[unit.Duration]() && isNumber && x > 0:
		return fmt.Sprintf(", like \"%gh\"", x)
	case t == reflect.TypeFor[unit.Duration]():
		return `, like "36h"`
	case unitNoun(t) != "" && isNumber && x >= -1.5 && x <= 1.5 && f.Range.Contains(x):
		return fmt.Sprintf(", like %q", ratioText(x))
	case unitNoun(t) != "" && isNumber && f.Range.Contains(x/100):
		return fmt.Sprintf(", like \"%g%%\"", x)
	case unitNoun(t) != "":
		return `, like "80%" or "335bp"`
	}
	return ""
}

// number is the value as a number, in the unit in which ranges are written; false if it has none: a day is a name, not a
// number of days.
func number(v reflect.Value) (float64, bool) {
	switch x := v.Interface().(type) {
	case unit.Date:
		return 0, false
	case unit.Duration:
		return x.Hours(), true
	case interface{ Float() float64 }: // Rate, USD, BTC, Price
		return x.Float(), true
	}
	switch {
	case v.CanFloat():
		return v.Float(), true
	case v.CanInt():
		return float64(v.Int()), true
	case v.CanUint():
		return float64(v.Uint()), true
	}
	return 0, false
}
