package experiments

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"margin_call_ltv", "liquidation_ltv", "at", "start", "volatility"}
	for word, want := range map[string]string{
		"liquidaton_ltv": "liquidation_ltv", "Margin-Call-LTV": "margin_call_ltv", "ta": "at", "strat": "start",
		"vol": "", "depth": "", "": "", "sta": "",
	} {
		if got := nearest(word, known); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
	if d := distance("ca", "abc"); d != 3 {
		t.Errorf("distance of ca and abc is %d, want 3: the string alignment, in which a swapped pair is not edited again", d)
	}
}
