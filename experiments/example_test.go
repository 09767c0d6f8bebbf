package experiments

import (
	"fmt"
	"os"

	"firesale/market/unit"
)

// A table is a struct with tags; its presets and what its keys must satisfy together stand beside it.
type exampleTerms struct {
	Call        unit.Rate     `toml:"margin_call_ltv" range:"(0,1)" doc:"LTV over which the borrower is called" source:"published: help pages"`
	Liquidation unit.Rate     `toml:"liquidation_ltv" range:"(0,1)" doc:"LTV over which coins are sold" source:"published: help pages"`
	Polling     unit.Duration `toml:"polling" range:"(0,876000]" doc:"how often the loans are marked" source:"assumed"`
}

func (t *exampleTerms) Preset() { *t = exampleTerms{700_000, 800_000, unit.Minute} }

func (t *exampleTerms) Validate(fault func(key, want string)) {
	if t.Liquidation <= t.Call {
		fault("liquidation_ltv", fmt.Sprintf("above margin_call_ltv (%v)", t.Call))
	}
}

func ExampleDecode() {
	tree, err := ParseTree("study.toml", []byte(`
liquidation_ltv = "8%"
pollling = "1h"
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(Decode(tree, New[exampleTerms]()))
	// Output:
	// study.toml:2: liquidation_ltv = "8%": want above margin_call_ltv (70%)
	// study.toml:3: pollling = "1h": unknown key: did you mean polling? (there is margin_call_ltv, liquidation_ltv, polling)
}

func ExampleEncode() {
	tree, _ := ParseTree("study.toml", nil)
	_ = tree.Assign("polling=1h")
	terms := New[exampleTerms]()
	if err := Decode(tree, terms); err != nil {
		fmt.Println(err)
		return
	}
	_ = Encode(os.Stdout, terms)
	// Output:
	// margin_call_ltv = "70%"  # LTV over which the borrower is called; published: help pages
	// liquidation_ltv = "80%"  # LTV over which coins are sold; published: help pages
	// polling = "1h"           # how often the loans are marked; changed here (preset "1m", assumed)
}
