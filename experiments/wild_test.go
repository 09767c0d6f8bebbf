package experiments_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"firesale/agents"
	"firesale/agents/borrower"
	"firesale/agents/credit"
	"firesale/agents/policy"
	"firesale/experiments"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/price"
)

// A wild study is one made by chance of everything that the catalogues offer: whatever can be asked must come out the same
// way, however it is run.
type wild struct {
	*rand.Rand
	text strings.Builder
	book bool
}

// wildFiles are what wild studies read.
func wildFiles() map[string]string {
	var prices strings.Builder
	prices.WriteString("time,price\n")
	for i := range 200 * 24 {
		fmt.Fprintf(&prices, "%d,%.2f\n", 1_767_139_200+3600*i, 87_508*math.Exp(-0.0004*float64(i%1200)+0.02*math.Sin(float64(i*i))))
	}
	tape := "loan,borrower,principal_usd,collateral_btc,rate,originated,matures,pays\n"
	for i := range 60 {
		tape += fmt.Sprintf("L%02d,B%d,%d.37,%.8f,%.1f%%,2025-%02d-15,2026-%02d-15,%s\n", i, i/2, 90_000+1_000*i, 2.1+0.0173*float64(i),
			9+float64(i%5), 1+i%12, 1+i%12, []string{"cash", "pik"}[i%2])
	}
	return map[string]string{"prices.csv": prices.String(), "tape.csv": tape, "falls.csv": "fall,btc\n0.01,5\n0.05,190\n0.2,2000\n"}
}

// wildStudy is the text of a study with the given luck; the price kind is one of a round.
func wildStudy(luck *rand.Rand, round int) string {
	w := &wild{Rand: luck}
	w.book = w.one(6)
	instant := !w.book && w.one(6)
	w.table("run", "seed", luck.IntN(1000), "replications", 6, "twin", !w.one(5), "common_draws", !w.one(4))
	switch {
	case instant:
		w.table("clock", "mode", `"instant"`)
		w.table("price", "kind", `"shock"`, "shock", fmt.Sprintf(`"-%d%%"`, luck.IntN(60)))
	default:
		w.timed(round)
	}
	w.market(instant)
	for i := range 1 + luck.IntN(3) {
		w.lender(fmt.Sprint("l", i), instant)
	}
	if !instant && !w.book && w.one(3) {
		w.table("loop", "enabled", true, "cyclicality", w.pick("-1.0", "0.0", "1.0"))
	}
	if kind := w.kind(experiments.Catalogue(agents.LeverageKinds)); w.one(3) {
		w.table("leverage.others", "kind", kind, "file", only(kind == `"table"`, `"falls.csv"`))
	}
	w.table("design", `vary."lender.l0.copies"`, "[0, 1, 3]")
	w.table("record", "paths", 2, "events", !w.one(4))
	if w.one(4) {
		w.table("attribution", "contribution", w.pick(`"leave-one-out"`, `"shapley"`), "channels", !w.book && w.one(2))
	}
	return w.text.String()
}

// timed draws a clock, and a price that moves within it.
func (w *wild) timed(round int) {
	step, horizon := `"1h"`, `"12d"`
	switch {
	case w.book:
		step, horizon = `"10m"`, `"2h"`
	case w.one(3):
		step, horizon = `"10m"`, `"2d"`
	case w.one(3):
		step, horizon = `"1d"`, `"190d"`
	}
	w.table("clock", "step", step, "horizon", horizon)
	kind := price.Kinds[round%len(price.Kinds)].Name
	keys := []any{"kind", `"` + kind + `"`, "volatility", `"220%"`}
	switch kind {
	case "replay":
		keys = append(keys, "file", `"prices.csv"`, "between", w.pick(`"bridge"`, `"hold"`), "block", only(step != `"10m"` && w.one(2), `"1d"`))
	case "scripted":
		keys = append(keys, "at", `["0h", "2h", "9d"]`, "usd", `[87508.0, 66000.0, 51000.0]`, "noise", w.pick(`"0%"`, `"80%"`))
	case "shock":
		keys = append(keys, "shock", `"-33%"`, "at", `"1h"`, "then", w.pick(`"constant"`, `"gbm"`, `"twoscale"`))
	}
	w.table("price", keys...)
}

func (w *wild) market(instant bool) {
	kind := w.kind(experiments.Catalogue(impact.Kinds))
	profiled := kind == `"linear"` || kind == `"propagator"` || kind == `"resilient"`
	venue := map[bool]string{true: `"book"`, false: `"dealer"`}[w.book]
	w.table("market", "venue", venue, "volume_btc_day", w.pick("20000.0", "150000.0"), "sweep", only(profiled && !w.book && w.one(3), `"walk"`))
	w.table("market.impact", "kind", kind, "depth", only(profiled || kind == `"exponential"`, w.pick("20000.0", "60000.0")))
	w.table("market.liquidity", "kind", w.kind(experiments.Catalogue(liquidity.Kinds)), "half_spread", only(w.one(3), `"5bp"`))
	if !instant && w.one(3) {
		w.table("market.oracle", "lag", w.pick(`"0s"`, `"1h"`), "window", w.pick(`"0s"`, `"2h"`), "venues", 1+w.IntN(3), "noise", w.pick(`"0%"`, `"0.2%"`))
	}
	if !instant && w.one(4) {
		w.table("market.halt", "band", `"4%"`, "pause", `"1h"`)
	}
	if w.book {
		w.table("market.book", "warm_up", `"20m"`)
		w.table("market.flow.trend", "kind", w.pick(`"momentum"`, `"none"`))
	}
}

func (w *wild) lender(name string, instant bool) {
	at := "lender." + name
	w.table(at, "copies", w.IntN(3), "polling", w.pick(`"1m"`, `"3h"`), "latency", w.pick(`"10s"`, `"1h"`), "capacity_btc_h", only(w.one(3), "20.0"),
		"queue", w.pick(`"fifo"`, `"by-ltv"`), "release", w.one(3))
	w.table(at+".terms", "kind", w.kind(experiments.Catalogue(credit.TermKinds)), "stagger", only(w.one(4), `"2%"`),
		"ltv_basis", w.pick(`"principal"`, `"debt"`), "pays", w.pick(`"cash"`, `"pik"`), "cost", w.pick(`"0%"`, `"2%"`), "cure_window", w.pick(`"20h"`, `"100y"`), "margin_call_ltv", `"66%"`, "cure_ltv", w.pick(`"50%"`, `"60%"`), "restore_ltv", `"58%"`)
	tape := w.one(4)
	deal := w.kind(experiments.Catalogue(credit.DealKinds))
	if tape {
		w.table(at+".pool", "kind", `"tape"`, "file", `"tape.csv"`, "resample", w.one(3))
		deal = `"none"`
	} else {
		w.table(at+".pool", "loans", 150, "borrowers", 110, "resample", w.one(5))
	}
	w.table(at+".deal", "kind", deal)
	behaviour := w.kind(experiments.Catalogue(borrower.Kinds))
	w.table(at+".borrower", "kind", behaviour, "cure", only(behaviour == `"hazard"`, w.pick(`"cash"`, `"top-up"`, `"sell"`)),
		"prepay_rate", only(behaviour == `"hazard"`, w.pick(`"10%"`, `"900%"`)))
	if !instant {
		w.table(at+".policy", "kind", w.kind(experiments.Catalogue(policy.Kinds)))
	}
}

// table writes keys and their values; a key whose value is empty is not written.
func (w *wild) table(name string, pairs ...any) {
	fmt.Fprintf(&w.text, "[%s]\n", name)
	for i := 0; i < len(pairs); i += 2 {
		if value := fmt.Sprint(pairs[i+1]); value != "" {
			fmt.Fprintf(&w.text, "%s = %s\n", pairs[i], value)
		}
	}
}

func (w *wild) one(in int) bool { return w.IntN(in) == 0 }

func (w *wild) pick(values ...string) string { return values[w.IntN(len(values))] }

// kind is one of a catalogue, in quotes.
func (w *wild) kind(kinds []experiments.Kind) string {
	return `"` + kinds[w.IntN(len(kinds))].Name + `"`
}

func only(yes bool, value string) string {
	if yes {
		return value
	}
	return ""
}
