package experiments_test

import (
	"slices"
	"strings"
	"testing"
)

// TestStatedPathsSayWhatTheyDoNotRead: a start and a drift beside a path that is stated are no mistake, and said.
func TestStatedPathsSayWhatTheyDoNotRead(t *testing.T) {
	const scripted = "[clock]\nhorizon = \"1d\"\n[price]\nkind = \"scripted\"\nat = [\"0d\", \"1d\"]\nusd = [100000.0, 90000.0]\n"
	for _, c := range []struct{ keys, want string }{
		{"", ""},
		{"start = 100000.0\n", ""},
		{"start = 90000.0\n", `price.start = 90000 is not read: price.kind = "scripted" begins at 100000`},
		{"drift = \"5%\"\n", `price.drift = 5% is not read: price.kind = "scripted" states the path`},
	} {
		s, err := loaded(t, scripted+c.keys, nil)
		if err != nil {
			t.Fatal(err)
		}
		if said := strings.Join(s.Notes, "\n"); said != c.want {
			t.Errorf("%q: notes %q, want %q", c.keys, said, c.want)
		}
	}
}

// TestInstantSaysWhatTakesTime: what is written and takes time is no mistake where none passes, and said.
func TestInstantSaysWhatTakesTime(t *testing.T) {
	const shock = "[clock]\nmode = \"instant\"\n[price]\nkind = \"shock\"\nshock = \"-20%\"\n[lender.x]\n"
	for _, c := range []struct{ keys, want string }{
		{"", ""},
		{"capacity_btc_h = 5.0\n", "lender.x.capacity_btc_h"},
		{"[market.oracle]\nlag = \"1h\"\n", "market.oracle: lag or window"},
		{"[market.oracle]\nwindow = \"1h\"\n", "market.oracle: lag or window"},
		{"[market.liquidity]\nkind = \"withdrawing\"\n", "market.liquidity: how depth withdraws"},
	} {
		s, err := loaded(t, shock+c.keys, nil)
		if err != nil {
			t.Fatal(err)
		}
		said := slices.DeleteFunc(s.Notes, func(n string) bool { return !strings.Contains(n, "no time passes") })
		if text := strings.Join(said, "\n"); c.want == "" && text != "" || !strings.HasPrefix(text, c.want) {
			t.Errorf("%q: notes %q, want %q", c.keys, text, c.want)
		}
	}
}

// TestIdleLoopSaysWhatItDoesNotRead: a study that sets terms of new loans and forgets to switch them on would compare
// points that are all the same.
func TestIdleLoopSaysWhatItDoesNotRead(t *testing.T) {
	const idle = " is not read where loop.enabled = false: no new loans are made"
	for _, c := range []struct{ keys, want string }{
		{"", ""},
		{"[loop]\nenabled = false\n", ""},
		{"[loop]\ncyclicality = 0.5\n", "loop" + idle},
		{"[loop]\nenabled = true\ncyclicality = 0.5\n", ""},
		{"[investor]\nspread_max = \"9%\"\n", "investor" + idle},
		{"[lender.x.warehouse]\ncure_days = 9\n", "lender.x.warehouse" + idle},
		{"[lender.x.warehouse]\nkind = \"none\"\n", ""},
	} {
		s, err := loaded(t, "[clock]\nhorizon = \"1d\"\n[lender.x]\n"+c.keys, nil)
		if err != nil {
			t.Fatal(err)
		}
		said := slices.DeleteFunc(s.Notes, func(n string) bool { return !strings.Contains(n, "loop.enabled") })
		if text := strings.Join(said, "\n"); text != c.want {
			t.Errorf("%q: notes %q, want %q", c.keys, text, c.want)
		}
	}
}
