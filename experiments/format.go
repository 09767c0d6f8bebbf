package experiments

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"firesale/market/unit"
)

// The TOML of values. The library's encoder writes whole structs without comments; a resolved study needs one line a key.

// formatKey quotes a key where it must be.
func formatKey(key string) string {
	if isBare(key) {
		return key
	}
	return formatString(key)
}

// formatString is a TOML basic string: \u escapes, never Go's \x or \a.
func formatString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// formatFloat is the shortest text that reads back as the same float, with a point so that it stays one.
func formatFloat(f float64) string {
	form := byte('f')
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return strings.ToLower(strings.TrimPrefix(strconv.FormatFloat(f, 'g', -1, 64), "+"))
	}
	if a := math.Abs(f); a != 0 && (a < 1e-5 || a >= 1e15) {
		form = 'e'
	}
	s := strconv.FormatFloat(f, form, -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

// formatRaw is the TOML of what the library read.
func formatRaw(v any) string {
	switch v := v.(type) {
	case string:
		return formatString(v)
	case float64:
		return formatFloat(v)
	case time.Time:
		return formatTime(v)
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = formatRaw(v[i])
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		parts := make([]string, 0, len(v))
		for key := range v {
			parts = append(parts, formatKey(key)+" = "+formatRaw(v[key]))
		}
		slices.Sort(parts)
		return strings.TrimSpace("{ " + strings.Join(parts, ", ") + " }")
	}
	return fmt.Sprint(v)
}

// localDate is the name of the location in which the library returns a date without a time.
const localDate = "date-local"

func formatTime(t time.Time) string {
	switch t.Location().String() {
	case localDate:
		return t.Format(time.DateOnly)
	case "time-local":
		return t.Format("15:04:05.999999999")
	case "datetime-local":
		return t.Format("2006-01-02T15:04:05.999999999")
	}
	return t.Format(time.RFC3339Nano)
}

// formatShort is formatRaw cut to what fits an error message.
func formatShort(v any) string {
	const most = 60
	text := []rune(formatRaw(v))
	if len(text) <= most {
		return string(text)
	}
	return string(text[:most]) + "…"
}

// formatValue is the TOML of a decoded value: what decodeValue reads back as the same.
func formatValue(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case unit.Date:
		return x.String()
	case unit.USD:
		return x.String()
	case unit.Price:
		return x.String()
	case unit.BTC:
		return x.String()
	case interface{ MarshalTOML() ([]byte, error) }:
		text, err := x.MarshalTOML()
		if err != nil {
			panic(fmt.Sprintf("experiments: %v does not write itself: %v", v.Type(), err))
		}
		return string(text)
	case encoding.TextMarshaler:
		text, err := x.MarshalText()
		if err != nil {
			panic(fmt.Sprintf("experiments: %v does not write itself: %v", v.Type(), err))
		}
		return formatString(string(text))
	}
	switch v.Kind() {
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = formatValue(v.Index(i))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.Float32, reflect.Float64:
		return formatFloat(v.Float())
	case reflect.String:
		return formatString(v.String())
	}
	return fmt.Sprint(v.Interface())
}
