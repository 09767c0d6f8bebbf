package experiments

import (
	"strings"
	"testing"
)

// Tags that contradict themselves are mistakes of the program: they end it at once.
func TestLayoutPanics(t *testing.T) {
	type once struct {
		A int `toml:"key"`
	}
	for want, table := range map[string]any{
		"two fields for the key": struct {
			once
			B int `toml:"key"`
		}{},
		"want an interval": struct {
			A int `toml:"a" range:"0..1"`
		}{},
		"has no form in a study": struct {
			A []struct{} `toml:"a"`
		}{},
	} {
		func() {
			defer func() {
				if said, _ := recover().(string); !strings.Contains(said, want) {
					t.Errorf("panicked with %q, want %q", said, want)
				}
			}()
			Fields(table)
		}()
	}
}

func TestFields(t *testing.T) {
	fields := Fields(&toyPrice{})
	if got := strings.Join(keys(fields), " "); got != "kind start volatility" {
		t.Errorf("keys %s, want those of embedded structs in place", got)
	}
	if f := fields[1]; f.Unit != "USD per BTC" || f.Range.Text != "(0,inf)" || f.Source != "derived: the article" {
		t.Errorf("field %+v", f)
	}
}

func TestNewPresetsTheTablesOfAStructWithoutPreset(t *testing.T) {
	type outer struct {
		Lender toyLender  `toml:"lender"`
		Other  *toyLender `toml:"other"`
	}
	if o := New[outer](); o.Lender.Copies != 1 || o.Other != nil {
		t.Errorf("lender with %d copies, other %v: want 1 and none", o.Lender.Copies, o.Other)
	}
}
