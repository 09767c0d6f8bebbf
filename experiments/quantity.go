package experiments

import (
	"encoding"
	"reflect"
	"strconv"
	"strings"
	"time"

	"firesale/market/unit"
)

// Values with a unit: dates, amounts, and texts that carry it.

func (f Field) decodeDate(d *unit.Date, raw any) (want string) {
	t, ok := raw.(time.Time)
	if !ok || t.Location().String() != localDate {
		return "want " + f.noun(reflect.TypeFor[unit.Date]())
	}
	*d = unit.DateOf(t.Date())
	return ""
}

// decodeAmount reads dollars or coins from the decimal digits that were written. The library has made a float of them,
// whose shortest text is what was written as long as neighbouring floats are less than half a cent (satoshi) apart: up
// to 2^51 of them, 22 trillion dollars or 22 million coins. Larger amounts must be whole numbers.
func decodeAmount[T ~int64](f Field, v *T, raw any, parse func(string) (T, error)) (want string) {
	text := ""
	switch x := raw.(type) {
	case int64:
		text = strconv.FormatInt(x, 10)
	case float64:
		text = strconv.FormatFloat(x, 'f', -1, 64)
	default:
		return "want " + f.noun(reflect.TypeFor[T]())
	}
	amount, err := parse(text)
	if err != nil {
		return wanted(err)
	}
	if _, inexact := raw.(float64); inexact && (amount > 1<<51 || amount < -1<<51) {
		return "want a whole number: digits after the point are not exact in an amount this large"
	}
	*v = amount
	return ""
}

// decodeText reads a value that carries its unit.
func (f Field) decodeText(v reflect.Value, into encoding.TextUnmarshaler, raw any) (want string) {
	text, ok := raw.(string)
	if !ok {
		return "want " + f.noun(v.Type()) + f.example(v.Type(), raw)
	}
	if number, err := strconv.ParseFloat(text, 64); err == nil && unitNoun(v.Type()) != "" {
		return "want " + f.noun(v.Type()) + f.example(v.Type(), number)
	}
	before := reflect.New(v.Type()).Elem()
	before.Set(v)
	err := into.UnmarshalText([]byte(text))
	if err == nil {
		return ""
	}
	v.Set(before)
	if says := wanted(err); unitNoun(v.Type()) == "" || strings.Contains(says, "at most") || strings.Contains(says, "large") {
		return says
	}
	return "want " + f.noun(v.Type()) + f.example(v.Type(), raw)
}

// isShare says whether a number counts shares, which may be written as 0.1 or as "10%".
func (f Field) isShare() bool { return f.Unit == "share" || strings.HasPrefix(f.Unit, "share of ") }

func asFloat(raw any) (x float64, ok bool) {
	switch n := raw.(type) {
	case float64:
		return n, true
	case int64:
		return float64(n), true
	}
	return 0, false
}

// wanted is the message of a parser without the value, which the fault shows already.
func wanted(err error) string {
	says := err.Error()
	if _, after, ok := strings.Cut(says, "\": "); ok {
		says = after
	}
	if !strings.HasPrefix(says, "want ") {
		says = "want another value: " + says
	}
	return says
}
