//go:build slow

package credit_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// mutants are mistakes that must be noticed, each with the test that notices it. The first eight are the design's list.
var mutants = []struct{ name, file, was, becomes, killer string }{
	{"late recoveries dropped", "deal_events.go", "d.move(CostAccount, PrincipalAccount, c.RecoveredPrincipal)",
		"if d.facts.Performing > 0 {\nd.move(CostAccount, PrincipalAccount, c.RecoveredPrincipal)\n}", "TestLateRecoveriesReachTheNotes"},
	{"shortfalls not carried", "note.go", "n.carried += n.current", "n.carried = 0", "TestShortfallIsCarriedAndPaidFirst"},
	{"surplus pooled", "deal_events.go", "d.purses[CostAccount].take(c.Cost + c.Surplus)",
		"d.purses[CostAccount].take(c.Cost)\nd.move(CostAccount, InterestAccount, c.Surplus)", "TestSurplusIsTheBorrowers"},
	{"reserve counted twice", "account.go", "return d.purses[PrincipalAccount].balance + d.purses[FundingAccount].balance",
		"return d.purses[PrincipalAccount].balance + d.purses[FundingAccount].balance + d.purses[ReserveAccount].balance", "TestGoldenG9EarlyAmortization"},
	{"accrual off by a day", "deal_period.go", "days: 30, basis: 360", "days: 31, basis: 360", "TestGoldenG1OneMonth"},
	{"reserve target before principal", "step_cash.go", "notes := d.outstanding()",
		"notes := d.outstanding()\nfor i := range d.notes {\nnotes += d.notes[i].today.principal\n}", "TestGoldenG9EarlyAmortization"},
	{"principal above a note's balance vanishes", "step.go", "paid := d.take(s.from, due)\n\td.sums.principal += paid\n\tleft := paid",
		"paid := d.take(s.from, d.available(s.from))\n\td.sums.principal += paid\n\tleft := paid", "TestPrincipalBeyondTheNotesIsTheOwners"},
	{"fee on the closing pool", "waterfall.go", "accrue(&d.rules.fees[i], d.poolStart, p)", "accrue(&d.rules.fees[i], d.rules.closingPool, p)", "TestGoldenG17MiniTrust"},
	{"fee on the pool at the period's end", "waterfall.go", "accrue(&d.rules.fees[i], d.poolStart, p)", "accrue(&d.rules.fees[i], d.pool, p)", "TestGoldenG17MiniTrust"},
	{"thresholds passed at the level", "trigger_quotient.go", "return c > 0", "return c >= 0", "TestPoolLTVStopsPurchasesDailyAndLifts"},
	{"residual before the notes", "step_cash.go", "case a != InterestAccount && !repaid || v == 0:", "case v == 0:", "TestGoldenG9EarlyAmortization"},
	{"written down while loans are open", "step_cash.go", "if !d.final {", "if false {", "TestMissedSeniorInterestEnforces"},
	{"funding kept at early amortization", "deal.go", "d.active(earlyAmortization)", "false", "TestUninvestedCashAmortizesAfterThreePeriods"},
	{"recovery above the obligation", "audit.go", `d.atMost("I8", "account.cost", applied, c.Owed,`, `d.atMost("I8", "account.cost", 0, c.Owed,`, "TestAuditNamesInvariantPeriodAndSides"},
	{"pool not counted", "audit.go", `d.equal("I3", "pool", d.pool-d.bought, d.facts`, `d.equal("I3", "pool", d.facts.Performing+d.facts.Liquidating, d.facts`, "TestAuditNamesInvariantPeriodAndSides"},
}

// TestEveryMutantDiesSlow applies one mistake at a time and runs the test that must notice.
func TestEveryMutantDiesSlow(t *testing.T) {
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mutants {
		t.Run(m.name, func(t *testing.T) {
			source, err := os.ReadFile(m.file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Count(string(source), m.was) != 1 {
				t.Fatalf("%s has %q %d times: the mutant means nothing", m.file, m.was, strings.Count(string(source), m.was))
			}
			dir := t.TempDir()
			mutated := filepath.Join(dir, m.file)
			text := strings.Replace(string(source), m.was, m.becomes, 1)
			overlay, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(here, m.file): mutated}})
			if err != nil {
				t.Fatal(err)
			}
			for path, content := range map[string][]byte{mutated: []byte(text), filepath.Join(dir, "overlay.json"): overlay} {
				if err := os.WriteFile(path, content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			out, err := exec.Command("go", "test", "-vet=off", "-overlay", filepath.Join(dir, "overlay.json"), "-run", "^"+m.killer+"$", ".").CombinedOutput()
			if err == nil {
				t.Fatalf("lives: %s passes", m.killer)
			}
			if !strings.Contains(string(out), "--- FAIL: "+m.killer) {
				t.Fatalf("did not run:\n%s", out)
			}
		})
	}
}
