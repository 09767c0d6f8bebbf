package experiments

import (
	"strings"
	"testing"
)

func TestExtends(t *testing.T) {
	files := map[string]string{
		"base":  "title = \"base\"\n[price]\nkind = \"merton\"\nvolatility = \"40%\"\njump_rate = 3\n[lender.ledn]\ncopies = 3\n",
		"jumps": "extends = \"base\"\n[price]\njump_mean = \"-5%\"\n",
		"calm":  "extends = \"jumps\"\ntitle = \"calm\"\n[price]\nkind = \"gbm\"\n",
	}
	tree, err := Load("calm", toyFiles(files))
	if err != nil {
		t.Fatal(err)
	}
	s := New[toyStudy]()
	if err := Decode(tree, s); err != nil {
		t.Fatalf("jumps of the base are keys of the kind that was replaced: %v", err)
	}
	if s.Title != "calm" || s.Price.Kind != "gbm" || s.Price.Volatility != 0.4 || s.Lender["ledn"].Copies != 3 {
		t.Errorf("title %q, kind %q, volatility %v, copies %d", s.Title, s.Price.Kind, s.Price.Volatility, s.Lender["ledn"].Copies)
	}
	if o := tree.Origin("price.volatility"); o != (Origin{"base", 4}) {
		t.Errorf("volatility was written at %v, want base:4", o)
	}
}

// Only what lies below the new kind goes: in one file, a key of another kind is a mistake.
func TestKindChangedOnTheCommandLine(t *testing.T) {
	if _, err := toyDecode("[price]\nkind = \"merton\"\njump_rate = 3\n", "price.kind=gbm"); err != nil {
		t.Errorf("jump_rate stands below the kind that --set wrote: %v", err)
	}
	if _, err := toyDecode("[price]\nkind = \"merton\"\njmp_rate = 3\n", "price.kind=gbm"); err == nil {
		t.Error("a key that no kind knows: want a fault")
	}
	if _, err := toyDecode("", "price.kind=gbm", "price.jump_rate=3"); err == nil {
		t.Error("a key of another kind written after the kind: want a fault")
	}
}

func TestExtendsFaults(t *testing.T) {
	files := map[string]string{
		"a": "extends = \"b\"\n", "b": "title = \"b\"\nextends = \"c\"\n", "c": "extends = \"b\"\n",
		"gone": "\nextends = \"nobody\"\n", "number": "extends = 3\n", "broken": "extends = \"bad\"\n", "bad": "\n=\n",
		"late": "extends = \"wrong\"\nseed = -1\n", "wrong": "\n[price]\nstart = \"x\"\n",
	}
	for name, want := range map[string]string{
		"a":      `c:1: extends = "b": want a study that does not lead back here (b extends c extends b)`,
		"gone":   `gone:2: extends = "nobody": no study is called nobody: there is a, b`,
		"number": `number:1: extends = 3: want the name of a study, or the path of its file, in quotes`,
		"broken": `bad:2: not TOML: unexpected '=': key name appears blank`,
		"late":   "late:2: seed = -1: want at least 0\nwrong:3: price.start = \"x\": want a number, above 0 (USD per BTC)",
		"none":   `none: no study is called none: there is a, b`,
	} {
		tree, err := Load(name, toyFiles(files))
		if err == nil {
			err = Decode(tree, New[toyStudy]())
		}
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
}
