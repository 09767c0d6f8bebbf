package price_test

import (
	"reflect"
	"strings"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// TestEveryKeyIsDocumented walks the keys of all kinds: each says what it is, where its preset comes from, and its unit.
func TestEveryKeyIsDocumented(t *testing.T) {
	seen := 0
	for _, k := range price.Kinds {
		if k.Name == "" || k.Doc == "" {
			t.Errorf("kind %q: %q, want a name and a line", k.Name, k.Doc)
		}
		seen += judgeKeys(t, k.Name, reflect.TypeOf(k.Preset()).Elem())
	}
	seen += judgeKeys(t, "all", reflect.TypeFor[price.Common]())
	if seen < 30 {
		t.Errorf("judged %d keys: the test sees too few", seen)
	}
}

func judgeKeys(t *testing.T, kind string, params reflect.Type) (seen int) {
	for f := range fieldsOf(params) {
		if seen++; f.Tag.Get("toml") == "" || f.Tag.Get("doc") == "" || f.Tag.Get("source") == "" {
			t.Errorf("%s.%s: tags %q, want toml, doc and source", kind, f.Name, f.Tag)
		}
		if bare := f.Type.Kind() == reflect.Float64 && f.Type.PkgPath() == ""; bare && f.Tag.Get("unit") == "" {
			t.Errorf("%s.%s: a bare number without a unit", kind, f.Name)
		}
	}
	return seen
}

// fieldsOf yields the keys of a struct.
func fieldsOf(params reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range params.NumField() {
			if f := params.Field(i); f.IsExported() && f.Tag.Get("toml") != "-" && !yield(f) {
				return
			}
		}
	}
}

// TestWhatMayFollowAShock: each kind that `then` offers opens with nothing but its presets, and no other is left out.
func TestWhatMayFollowAShock(t *testing.T) {
	then, _ := reflect.TypeFor[price.Shock]().FieldByName("Then")
	offered := strings.Split(then.Tag.Get("oneof"), "|")
	for _, name := range offered {
		if _, err := (&price.Shock{Shock: -0.1, Then: name}).Open(price.Preset(), unit.Hour); err != nil {
			t.Errorf("then = %q: %v", name, err)
		}
	}
	if want := len(price.Kinds) - 3 + 1; len(offered) != want { // not replay, scripted and shock, but "constant"
		t.Errorf("then offers %d kinds, want %d", len(offered), want)
	}
}
