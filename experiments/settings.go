package experiments

import (
	"fmt"
	"math"
	"reflect"
	"slices"

	"firesale/market/unit"
)

// A Setting is one value of a resolved study: what is in force, whether anybody chose it, and what its preset rests on.
// A table comes as a Setting without a Key, before its values.
type Setting struct {
	Field
	Path   []string // of the key, or of the table
	Kinds  []Kind   // of the key `kind`, else nil
	Text   string   // the value as TOML; "" if absent
	Preset string   // the preset as TOML; "" if there is none
	Absent bool     // an optional key that is not written
}

// Address is the path as an address, lender.ledn.copies.
func (s Setting) Address() string { return FormatAddress(s.Path) }

// IsPreset says whether the value is the one that the source of the field speaks of.
func (s Setting) IsPreset() bool { return !s.Absent && s.Text == s.Preset }

// A sourcer knows the provenance of single values of a preset, where one tag for all entries of a named table is too
// coarse. The key is relative to the struct, note.A.balance_usd; "" leaves it to the tag.
type sourcer interface{ SourceOf(key string) string }

// Settings is every value of a study that Decode filled, in the order of its tables: a table's own values come before
// the tables in it. Presets are those of Preset() and of the kinds.
func Settings(study any) []Setting {
	v := reflect.ValueOf(study).Elem()
	var out []Setting
	walk(v, fresh(v.Type()), nil, func(s Setting) { out = append(out, s) })
	return out
}

// Lookup is the setting at an address of a decoded study. The error names the nearest address that there is.
func Lookup(study any, address string) (Setting, error) {
	path, err := ParseAddress(address)
	if err != nil {
		return Setting{}, err
	}
	var known []string
	for _, s := range Settings(study) {
		if s.Key == "" {
			continue
		}
		if slices.Equal(s.Path, path) {
			return s, nil
		}
		known = append(known, s.Address())
	}
	return Setting{}, fmt.Errorf("want an address of this study, %s has none%s", address, hint(address, known))
}

// Number is a raw value as a number in the unit of ranges: ratios, hours, dollars, coins.
func (f Field) Number(raw any) (float64, error) {
	x, want := f.number(raw)
	if want != "" {
		return 0, fmt.Errorf("%s = %s: %s", f.Key, formatShort(raw), want)
	}
	return x, nil
}

// number is Number with what is wanted instead, "" if all is well.
func (f Field) number(raw any) (x float64, want string) {
	v := reflect.New(f.Type).Elem()
	if want = f.decodeValue(v, raw); want != "" {
		return 0, want
	}
	x, ok := number(v)
	if !ok {
		return 0, "want a value that is a number"
	}
	return x, ""
}

// Raw is the reverse of Number: the raw value nearest to x that the field can hold (whole numbers half to even).
func (f Field) Raw(x float64) any {
	switch f.Type {
	case reflect.TypeFor[unit.Ratio]():
		return ratioText(x)
	case reflect.TypeFor[unit.Rate]():
		return unit.Rate(math.RoundToEven(x * float64(unit.One))).String()
	case reflect.TypeFor[unit.Duration]():
		return unit.Duration(math.RoundToEven(x * float64(unit.Hour))).String()
	}
	switch {
	case f.Type == reflect.TypeFor[unit.BTC]():
		return math.RoundToEven(x*float64(unit.Coin)) / float64(unit.Coin)
	case isAmount(f.Type):
		return math.RoundToEven(x*float64(unit.Dollar)) / float64(unit.Dollar)
	case isInteger(f.Type):
		return int64(math.RoundToEven(x))
	}
	return x
}
