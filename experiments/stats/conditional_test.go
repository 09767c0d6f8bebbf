package stats_test

import (
	"testing"

	"firesale/experiments/stats"
)

// TestConditionalTails takes laws whose answer is known: of members that lose as the system does, in the opposite order, or
// nothing.
func TestConditionalTails(t *testing.T) {
	const n = 1_000
	system, same, opposite, nothing := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range system {
		system[i], same[i], opposite[i] = float64(i+1), 2*float64(i+1), float64(n-i)
	}
	for _, tt := range []struct {
		name              string
		own               []float64
		covar, delta, mes float64 // by counting: VaR₉₅ of 1 … 1000 is 950, the middle is 450 … 550
		known             bool
	}{
		{"as the system", same, 998, 998 - 545, 2 * 975, true}, // 49th of 950 … 1000; 96th of 450 … 550
		{"opposite", opposite, 49, 49 - 546, 26, true},         // 49th of 1 … 51; 96th of 451 … 551; own are 1 … 51
		{"nothing", nothing, 950, 0, 0, true},                  // every run meets both conditions
	} {
		covar, delta := stats.CoVaR(system, tt.own, 0.95, boot(1, 200))
		mes := stats.MES(tt.own, system, 0.95, boot(1, 200))
		if covar.Mean != tt.covar || delta.Mean != tt.delta || mes.Mean != tt.mes || covar.Known() != tt.known {
			t.Errorf("%s: CoVaR %+v, Δ %+v, MES %+v, want %g, %g, %g", tt.name, covar, delta, mes, tt.covar, tt.delta, tt.mes)
		}
	}
}

// What rests on too few runs has a value and no interval, and what rests on none has neither.
func TestConditionalTailsOfFew(t *testing.T) {
	few := []float64{3, 1, 2, 5, 4}
	covar, delta := stats.CoVaR(few, few, 0.95, boot(1, 100))
	if mes := stats.MES(few, few, 0.95, boot(1, 100)); mes.Mean != 5 || mes.Known() || covar.Mean != 5 || covar.Known() || delta.Known() {
		t.Errorf("of five runs: CoVaR %+v, Δ %+v, MES %+v", covar, delta, mes)
	}
	covar, _ = stats.CoVaR(nil, nil, 0.95, boot(1, 100))
	if mes := stats.MES(nil, nil, 0.95, boot(1, 100)); mes.N != 0 || covar.N != 0 {
		t.Errorf("of no run: CoVaR %+v, MES %+v", covar, mes)
	}
}
