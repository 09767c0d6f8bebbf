package experiments

import (
	"strings"
	"testing"
)

// Each line of TOOLKIT's table of holes, and each kind of mistake, with the very words of its fault.
func TestDecodeFaults(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key, near", "[price]\nvolatilty = \"5%\"", `study.toml:2: price.volatilty = "5%": unknown key: did you mean volatility? (there is kind, start, volatility)`},
		{"unknown key, far", "[price]\nxyz = 1", `study.toml:2: price.xyz = 1: unknown key: there is kind, start, volatility`},
		{"unknown key, case", "TITLE = \"x\"", `study.toml:1: TITLE = "x": unknown key: did you mean title? (there is title, seed, start, cash_btc, draw, points, price, lender, vary)`},
		{"key of a table below", "[lender.x.deal]\ntarget = \"5%\"", `study.toml:2: lender.x.deal.target = "5%": unknown key here: it belongs to lender.x.deal.reserve`},
		{"key of another kind", "[price]\njump_rate = 3", `study.toml:2: price.jump_rate = 3: unknown key: there is kind, start, volatility`},
		{"unknown table in a preset's name", "[lender.x.deal.note.A]\nrate = 1", `study.toml:2: lender.x.deal.note.A.rate = 1: unknown key: there is balance_usd, coupon`},
		{"array of tables hides nothing", "[[lender]]\ncopies = 1\n[[lender]]\ncopis = 2", `study.toml:1: lender = [{ copies = 1 }, { copis = 2 }]: want a table: its keys under [lender]`},
		{"case twins", "seed = 7\nSeed = 8", `study.toml:2: Seed = 8: differs from seed (line 1) only in case`},
		{"case twins of names", "[lender.Ledn]\n[lender.ledn]", `study.toml:2: lender.ledn: differs from Ledn (line 1) only in case`},
		{"negative into unsigned", "[lender.x]\ncopies = -1", `study.toml:2: lender.x.copies = -1: want a whole number, at least 0 and at most 200, not below 0`},
		{"too large for its type", "[lender.x]\ncopies = 300", `study.toml:2: lender.x.copies = 300: want a whole number, at least 0 and at most 200 that fits 8 bits`},
		{"over int64", "seed = 9223372036854775808", `study.toml:1: seed: not TOML: 9223372036854775808 is out of range for int64`},
		{"exponent for an integer", "seed = 1e3", `study.toml:1: seed = 1000.0: want a whole number, at least 0 without point or exponent, like 1000`},
		{"fraction for an integer", "seed = 1.5", `study.toml:1: seed = 1.5: want a whole number, at least 0`},
		{"negative seed", "seed = -1", `study.toml:1: seed = -1: want at least 0`},
		{"nan", "[price]\nstart = nan", `study.toml:2: price.start = nan: want a finite number, not nan`},
		{"inf", "[price]\nstart = -inf", `study.toml:2: price.start = -inf: want a finite number, not -inf`},
		{"nan in a list", "points = [\"1h\", nan]", `study.toml:1: points = ["1h", nan]: element 2, nan: want a finite number, not nan`},
		{"number for a ratio", "[price]\nvolatility = 0.55", `study.toml:2: price.volatility = 0.55: want a ratio with its unit, at least 0% and at most 1000%, like "55%"`},
		{"percent without sign", "[price]\nvolatility = 55", `study.toml:2: price.volatility = 55: want a ratio with its unit, at least 0% and at most 1000%, like "55%"`},
		{"number in quotes for a ratio", "[price]\nvolatility = \"0.8\"", `study.toml:2: price.volatility = "0.8": want a ratio with its unit, at least 0% and at most 1000%, like "80%"`},
		{"duration for a ratio", "[price]\nvolatility = \"36h\"", `study.toml:2: price.volatility = "36h": want a ratio with its unit, at least 0% and at most 1000%, like "80%" or "335bp"`},
		{"ratio for a duration", "[lender.x]\npolling = \"5%\"", `study.toml:2: lender.x.polling = "5%": want a duration with its unit (s, m, h, d or y), above 0s and at most 100y, like "36h"`},
		{"number for a duration", "[lender.x]\npolling = 36", `study.toml:2: lender.x.polling = 36: want a duration with its unit (s, m, h, d or y), above 0s and at most 100y, like "36h"`},
		{"duration of 0", "[lender.x]\npolling = \"0s\"", `study.toml:2: lender.x.polling = "0s": want above 0s and at most 100y`},
		{"ratio out of range", "[price]\nvolatility = \"1001%\"", `study.toml:2: price.volatility = "1001%": want at least 0% and at most 1000%`},
		{"number out of range", "[price]\nstart = 0", `study.toml:2: price.start = 0: want above 0 (USD per BTC)`},
		{"number in quotes", "[price]\nstart = \"87508\"", `study.toml:2: price.start = "87508": want a number, above 0 (USD per BTC), without quotes`},
		{"date in quotes", "start = \"2025-12-31\"", `study.toml:1: start = "2025-12-31": want a date without quotes, like 2025-12-31`},
		{"date with a time", "start = 2025-12-31T00:00:00Z", `study.toml:1: start = 2025-12-31T00:00:00Z: want a date without quotes, like 2025-12-31`},
		{"cents of a cent", "[lender.x.deal.note.A]\nbalance_usd = 1.005", `study.toml:2: lender.x.deal.note.A.balance_usd = 1.005: want at most 2 digits after the point`},
		{"negative balance", "[lender.x.deal.note.A]\nbalance_usd = -1", `study.toml:2: lender.x.deal.note.A.balance_usd = -1: want at least 0 and at most 1000000000000 (USD)`},
		{"amount beyond floats", "cash_btc = 22600000.5", `study.toml:1: cash_btc = 22600000.5: want a whole number: digits after the point are not exact in an amount this large`},
		{"amount beyond integers", "cash_btc = 1e12", `study.toml:1: cash_btc = 1000000000000.0: want another value: too large`},
		{"wrong word", "[lender.x.terms]\nliquidation = \"debtonly\"", `study.toml:2: lender.x.terms.liquidation = "debtonly": want one of "close-out", "debt-only", "restore": did you mean debt-only?`},
		{"text for a switch", "[lender.x]\nqueue = \"true\"", `study.toml:2: lender.x.queue = "true": want true or false`},
		{"scalar for a list", "draw = \"fan\"", `study.toml:1: draw = "fan": want a list in brackets, each text in quotes`},
		{"number in a list of words", "draw = [\"fan\", 3]", `study.toml:1: draw = ["fan", 3]: element 2, 3: want text in quotes`},
		{"table for a scalar", "[seed]\nx = 1", `study.toml:1: seed: want a whole number, at least 0, not a table`},
		{"scalar for a table", "price = \"gbm\"", `study.toml:1: price = "gbm": want a table: its keys under [price]`},
		{"scalar for a raw table", "vary = 3", `study.toml:1: vary = 3: want a table: its keys under [vary]`},
		{"unknown kind", "[price]\nkind = \"mertn\"", `study.toml:2: price.kind = "mertn": unknown kind: did you mean merton? (there is gbm, merton, shock)`},
		{"kind that is no text", "[price]\nkind = 3", `study.toml:2: price.kind = 3: want the name of a kind in quotes: there is gbm, merton, shock`},
		{"missing in a kind", "[price]\nkind = \"shock\"", `study.toml:1: price.shock: is missing: want a ratio with its unit, above -100%`},
		{"missing in a preset", "[lender.x]\n[lender.x.terms]\nkind = \"figure\"", `study.toml:2: lender.x.terms.margin_call_ltv: is missing: want a ratio with its unit, above 0% and below 1000%`},
		{"cross-check", "[lender.x]\nterms.liquidation_ltv = \"8%\"", `study.toml:2: lender.x.terms.liquidation_ltv = "8%": want above margin_call_ltv (70%)`},
		{"cross-check of a preset", "[lender.x.terms]\nmargin_call_ltv = \"85%\"", `study.toml:1: lender.x.terms.liquidation_ltv = "80%": want above margin_call_ltv (85%)`},
		{"bad name", "[lender.\"a b\"]", `study.toml:1: lender."a b": want a name of letters, digits, - and _`},
		{"duplicate key", "seed = 1\nseed = 2", `study.toml:2: seed: not TOML: Key 'seed' has already been defined.`},
		{"syntax", "seed = 1\nstart =\n", `study.toml:2: start: not TOML: expected value but found '\n' instead`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := toyDecode(c.text)
			if err == nil || err.Error() != c.want {
				t.Errorf("fault\n got %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestDecodeReportsAllFaultsInReadingOrder(t *testing.T) {
	_, err := toyDecode(`title = 3
[lender.ledn.terms]
liquidation_ltv = "60%"
mode = "restore"
[price]
volatility = 1
[lender.other]
copies = 201
`, "price.start=abc")
	got := strings.Split(err.Error(), "\n")
	want := []string{"--set: price.start", "study.toml:1: title", "study.toml:3: ", "study.toml:4: ", "study.toml:6: ", "study.toml:8: "}
	if len(got) != len(want) {
		t.Fatalf("%d faults, want %d:\n%v", len(got), len(want), err)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("fault %d is %q, want it to begin with %q", i, got[i], want[i])
		}
	}
}

func TestDecodeValues(t *testing.T) {
	s, err := toyDecode(`seed = 0x10
cash_btc = 4078.87000001
points = ["0d", "36h"]
start = 2026-01-02
[price]
kind = "merton"
start = 90000           # an integer is a number
jump_mean = "-335bp"
[lender.ledn]
capacity_btc_h = 50
deal.note.A.balance_usd = 987654321098.76
deal.note.C = {balance_usd = 7}
deal.reserve.target = "5%"
[lender.empty]
[vary]
"lender.ledn.copies" = [1, 10]
`)
	if err != nil {
		t.Fatal(err)
	}
	ledn := s.Lender["ledn"]
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"hexadecimal", s.Seed, int64(16)},
		{"satoshis", s.Cash.String(), "4078.87000001"},
		{"list", s.Points[1].Hours(), 36.0},
		{"date", s.Start.String(), "2026-01-02"},
		{"embedded key", s.Price.Start, 90_000.0},
		{"embedded preset", float64(s.Price.Volatility), 0.55},
		{"kind's key", float64(s.Price.Params.(*toyMerton).JumpMean), -0.0335},
		{"kind's preset", s.Price.Params.(*toyMerton).JumpRate, 5.0},
		{"optional", *ledn.Capacity, 50.0},
		{"optional, absent", s.Lender["empty"].Capacity == nil, true},
		{"cents of a large amount", ledn.Deal.Note["A"].Balance.String(), "987654321098.76"},
		{"preset beside what is written", ledn.Deal.Note["A"].Coupon.String(), "6.85%"},
		{"entry not written", ledn.Deal.Note["B"].Balance.String(), "28000000.00"},
		{"new entry", ledn.Deal.Note["C"].Balance.String(), "7.00"},
		{"optional table", ledn.Deal.Reserve.Target.String(), "5%"},
		{"kind of plain structs", s.Lender["empty"].Terms.Terms.Mode, "debt-only"},
		{"raw", len(s.Vary["lender.ledn.copies"].([]any)), 2},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, c.got, c.want)
		}
	}
}
