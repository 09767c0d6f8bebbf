package experiments

import (
	"fmt"
	"slices"
	"strings"

	"firesale/market/unit"
)

// A toy study with every shape that the machinery knows. The real one is tested where it is defined.

type toyParams interface{ toy() }

type toyGBM struct{}

type toyMerton struct {
	JumpRate float64    `toml:"jump_rate" unit:"jumps a year" range:"[0,inf)" doc:"mean number of jumps" source:"assumed"`
	JumpMean unit.Ratio `toml:"jump_mean" range:"(-inf,inf)" doc:"mean log jump" source:"assumed"`
}

type toyShock struct {
	Shock unit.Ratio    `toml:"shock" range:"(-1,inf)" required:"true" doc:"the jump"`
	At    unit.Duration `toml:"at" range:"[0,876000]" doc:"when"`
}

func (*toyGBM) toy()    {}
func (*toyMerton) toy() {}
func (*toyShock) toy()  {}

var toyRoom = []struct {
	Name, Doc string
	Preset    func() toyParams
}{
	{"gbm", "diffusion", func() toyParams { return &toyGBM{} }},
	{"merton", "diffusion and jumps", func() toyParams { return &toyMerton{JumpRate: 5, JumpMean: -0.02} }},
	{"shock", "one jump", func() toyParams { return &toyShock{} }},
}

type toyCommon struct {
	Start      float64    `toml:"start" unit:"USD per BTC" range:"(0,inf)" doc:"price at the start" source:"derived: the article"`
	Volatility unit.Ratio `toml:"volatility" range:"[0,10]" doc:"of a year" source:"assumed"`
}

type toyPrice struct {
	Kind string `toml:"kind" doc:"how the price moves"`
	toyCommon
	Params toyParams `toml:",kind"`
}

func (toyPrice) Kinds() []Kind { return Catalogue(toyRoom) }

type toyTerms struct {
	Kind  string  `toml:"kind" doc:"whose terms"`
	Terms toyLTVs `toml:",kind"`
}

type toyLTVs struct {
	Call        unit.Rate `toml:"margin_call_ltv" range:"(0,10)" required:"true" doc:"borrower is called above"`
	Liquidation unit.Rate `toml:"liquidation_ltv" range:"(0,10)" doc:"coins are sold above" source:"published: help pages"`
	Mode        string    `toml:"liquidation" oneof:"close-out|debt-only|restore" doc:"what is sold"`
}

func (toyTerms) Kinds() []Kind {
	return []Kind{
		{"ledn", "Ledn's", func() any { return toyLTVs{Call: 700_000, Liquidation: 800_000, Mode: "debt-only"} }},
		{"figure", "Figure's; the call is not published", func() any { return toyLTVs{Liquidation: 900_000, Mode: "close-out"} }},
	}
}

func (l toyLTVs) Validate(fault func(key, want string)) {
	if l.Liquidation <= l.Call {
		fault("liquidation_ltv", fmt.Sprintf("above margin_call_ltv (%v)", l.Call))
	}
}

type toyNote struct {
	Balance unit.USD  `toml:"balance_usd" unit:"USD" range:"[0,1e12]" doc:"at closing"`
	Coupon  unit.Rate `toml:"coupon" range:"[0,1]" doc:"a year" source:"assumed"`
}

type toyDeal struct {
	Note      map[string]toyNote  `toml:"note"`
	Waterfall map[string][]string `toml:"waterfall" doc:"order of payments"`
	Reserve   *toyReserve         `toml:"reserve"`
}

type toyReserve struct {
	Initial unit.USD  `toml:"initial_usd" unit:"USD" doc:"cash at closing"`
	Target  unit.Rate `toml:"target" range:"[0,1]" doc:"share of the notes"`
}

func (d *toyDeal) SourceOf(key string) string {
	if key == "note.A.balance_usd" {
		return "published: article"
	}
	return ""
}

func toyPresetDeal() toyDeal {
	return toyDeal{
		Note:      map[string]toyNote{"A": {160_000_000_00, 68_500}, "B": {28_000_000_00, 95_000}},
		Waterfall: map[string][]string{"revolving": {"a-interest", "buy"}},
	}
}

type toyLender struct {
	Copies   uint8         `toml:"copies" range:"[0,200]" doc:"clones"`
	Polling  unit.Duration `toml:"polling" range:"(0,876000]" doc:"how often loans are marked" source:"press"`
	Capacity *float64      `toml:"capacity_btc_h" unit:"BTC/h" range:"(0,inf)" doc:"most that it sells"`
	Queue    bool          `toml:"queue" doc:"first come first"`
	Terms    toyTerms      `toml:"terms"`
	Deal     toyDeal       `toml:"deal"`
}

func (l *toyLender) Preset() {
	*l = toyLender{Copies: 1, Polling: unit.Minute, Terms: toyTerms{Kind: "ledn"}, Deal: toyPresetDeal()}
}

type toyStudy struct {
	Title  string                `toml:"title" doc:"one line"`
	Seed   int64                 `toml:"seed" range:"[0,inf)" doc:"of all draws"`
	Start  unit.Date             `toml:"start" doc:"first day"`
	Cash   unit.BTC              `toml:"cash_btc" doc:"coins held"`
	Draw   []string              `toml:"draw" doc:"figures"`
	Points []unit.Duration       `toml:"points" range:"[0,876000]" doc:"times"`
	Price  toyPrice              `toml:"price"`
	Lender map[string]*toyLender `toml:"lender"`
	Vary   map[string]any        `toml:"vary" doc:"axes"`
}

func (s *toyStudy) Preset() {
	*s = toyStudy{Seed: 1, Start: unit.DateOf(2025, 12, 31)}
	s.Price = toyPrice{Kind: "gbm", toyCommon: toyCommon{Start: 87_508, Volatility: 0.55}}
}

// toyDecode reads a study and what it sets on the command line.
func toyDecode(text string, sets ...string) (*toyStudy, error) {
	t, err := ParseTree("study.toml", []byte(text))
	if err != nil {
		return nil, err
	}
	for _, set := range sets {
		if err := t.Assign(set); err != nil {
			return nil, err
		}
	}
	s := New[toyStudy]()
	return s, Decode(t, s)
}

// toyFiles opens studies from memory.
func toyFiles(files map[string]string) Opener {
	return func(name, from string) ([]byte, string, error) {
		text, ok := files[name]
		if !ok {
			var known []string
			for name := range files {
				known = append(known, name)
			}
			slices.Sort(known)
			return nil, "", fmt.Errorf("no study is called %s: there is %s", name, strings.Join(known, ", "))
		}
		return []byte(text), name, nil
	}
}
