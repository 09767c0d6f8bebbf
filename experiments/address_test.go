package experiments

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestAssign(t *testing.T) {
	base := "[price]\nkind = \"merton\"\njump_rate = 3\n[vary]\n\"lender.x.copies\" = [1]\n"
	for _, c := range []struct{ set, address, want string }{
		{"price.start=1e5", "price.start", "100000.0"},
		{"price.volatility=55%", "price.volatility", `"55%"`},
		{`price.volatility = "55%"`, "price.volatility", `"55%"`},
		{"start=2026-01-31", "start", "2026-01-31"},
		{"lender.new.copies=3", "lender.new.copies", "3"},
		{`vary."lender.x.copies"=[1, 2]`, `vary."lender.x.copies"`, "[1, 2]"},
		{"title=a = b # c", "title", `"a = b # c"`},
		{"title=", "title", `""`},
		{"title=1\nseed=2", "title", `"1\nseed=2"`},
		{"price={volatility = \"5%\"}", "price.jump_rate", "3"}, // laid over, not put in its place
	} {
		t.Run(c.set, func(t *testing.T) {
			tree, err := ParseTree("s.toml", []byte(base))
			if err != nil {
				t.Fatal(err)
			}
			if err := tree.Assign(c.set); err != nil {
				t.Fatal(err)
			}
			got, ok := tree.Get(c.address)
			if !ok || formatRaw(got) != c.want {
				t.Errorf("%s is %v, want %s", c.address, formatRaw(got), c.want)
			}
		})
	}
}

func TestAssignFaults(t *testing.T) {
	for _, set := range []string{"", "price", "=1", "price..start=1", ".price=1", "price.=1", "a b=1", "price.sta#rt=1", "\"price"} {
		tree, _ := ParseTree("s.toml", nil)
		want := "--set = " + set + ": want path=value, like lender.ledn.copies=10"
		if set == "" {
			want = "--set: want path=value, like lender.ledn.copies=10"
		}
		if err := tree.Assign(set); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", set, err, want)
		}
	}
}

// What nobody knows is found after the decoding, under the name of who wrote it.
func TestSetToAnAddressThatIsNot(t *testing.T) {
	tree, _ := ParseTree("s.toml", []byte("[lender.ledn]\n"))
	if err := tree.Set("lender.ledn.copie", int64(10), Origin{File: "s.toml", Line: 7}); err != nil {
		t.Fatal(err)
	}
	const want = "s.toml:7: lender.ledn.copie = 10: unknown key: did you mean copies? (there is copies, polling, capacity_btc_h, queue, terms, deal)"
	if err := Decode(tree, New[toyStudy]()); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestCloneIsIndependent(t *testing.T) {
	tree, _ := ParseTree("s.toml", []byte("[lender.ledn]\ncopies = 1\n"))
	point := tree.Clone()
	if err := point.Set("lender.ledn.copies", int64(10), Origin{File: "vary"}); err != nil {
		t.Fatal(err)
	}
	if got, _ := tree.Get("lender.ledn.copies"); got != int64(1) {
		t.Errorf("a change of the clone reached the tree: copies = %v, want 1", got)
	}
	if !point.Remove("lender.ledn.copies") || point.Remove("lender.ledn.copies") {
		t.Error("Remove: want true for what is there, then false")
	}
	if o := tree.Origin("lender.ledn.copies"); o != (Origin{"s.toml", 2}) {
		t.Errorf("origin %v, want s.toml:2", o)
	}
	if keys := fmt.Sprint(tree.Keys(""), tree.Keys("lender.ledn"), tree.Keys("price")); keys != "[lender] [copies] []" {
		t.Errorf("keys %s", keys)
	}
}

func TestAddressRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.SliceOfN(rapid.StringMatching(`[ -~\n\t€]{1,6}`), 1, 4).Draw(t, "path")
		back, err := ParseAddress(FormatAddress(path))
		if err != nil || fmt.Sprintf("%q", back) != fmt.Sprintf("%q", path) {
			t.Fatalf("%q became %q (%v)", path, back, err)
		}
	})
}
