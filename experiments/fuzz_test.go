package experiments

import (
	"errors"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// FuzzStudy feeds any text as a study: it never panics, each fault is one line that names the file, a line in it and
// what is wanted, every key that the library knows has a line, and what decodes is a fixed point of Encode.
func FuzzStudy(f *testing.F) {
	f.Add(layoutText)
	f.Add(toyEncode(New[toyStudy]()))
	f.Add("[lender.ledn.deal]\nnote.A = { balance_usd = 1.5 }\nreserve.target = '5%'\n[price]\nkind = 'shock'\nshock = '-30%'")
	f.Add("seed = 1\nSeed = 2\n[[price]]\n\"\\u0000\" = nan\n['']\n'' = 1979-05-27")
	f.Add("\ufeffseed = 1")
	f.Add("cash_btc = 1e308\npoints = ['1e9y', '-1d', ' 5 h']\n[lender.x]\npolling = '0.0000000001s'")
	f.Fuzz(func(t *testing.T, text string) {
		tree, err := ParseTree("study.toml", []byte(text))
		if err != nil {
			checkFaults(t, text, err)
			return
		}
		checkPlaces(t, text)
		s := New[toyStudy]()
		if err := Decode(tree, s); err != nil {
			checkFaults(t, text, err)
			return
		}
		written := toyEncode(s)
		again, err := toyDecode(written)
		if err != nil || toyEncode(again) != written {
			t.Errorf("not a fixed point: %v\n%s", err, written)
		}
	})
}

func checkFaults(t *testing.T, text string, err error) {
	var faults Faults
	if !errors.As(err, &faults) || len(faults) == 0 {
		t.Fatalf("%T %v: want Faults", err, err)
	}
	for _, f := range faults {
		if last := 1 + strings.Count(text, "\n"); f.File != "study.toml" || f.Line < 1 || f.Line > last || f.Want == "" {
			t.Errorf("%q: want the file, a line of 1 to %d, and what is wanted", f.Error(), last)
		}
		if strings.ContainsAny(f.Error(), "\n\r") {
			t.Errorf("%q is more than a line", f.Error())
		}
	}
}

func checkPlaces(t *testing.T, text string) {
	var raw map[string]any
	meta, err := toml.Decode(text, &raw)
	if err != nil {
		t.Fatal(err)
	}
	found := places(text)
	for _, key := range meta.Keys() {
		if _, ok := found[strings.Join(key, pathSeparator)]; !ok {
			t.Errorf("key %q has no line", []string(key))
		}
	}
}
