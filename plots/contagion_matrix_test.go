package plots

import "testing"

func Example_contagionMatrix() {
	show("contagion-matrix", 4)
	// Output:
	// figures/contagion-matrix.svg figures/contagion-matrix.pdf figures/contagion-matrix.png figures/contagion-matrix.csv
	// by | on | value | low | high
	// apx | apx |  |  |
	// apx | figure | 1e+05 | 80000 | 1.2e+05
	// apx | ledn | 4e+05 | 3.2e+05 | 4.8e+05
}

// TestSaved: where others' sales save a note something, nothing lost is pale. Before, it was the darkest red of the scale,
// which called the loss of a note a shortfall.
func TestSaved(t *testing.T) {
	dir := t.TempDir()
	row := func(cause, note string, mean float64) []any {
		return []any{0, "leave-one-out", cause, "a", "loss_usd." + note, mean, mean, mean, 4}
	}
	table(dir, "attribution_summary",
		[]string{"point:i", "measure:t", "cause:t", "on:t", "item:t", "mean:f", "lo:f", "hi:f", "runs:i"},
		[][]any{row("b", "a.A", 0), row("c", "a.A", -300)})
	f, err := contagionMatrix(source{dir}, "notes")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []float64{0, -300} {
		if got := f.panels[0].scale.at(v); got != ramp[0] {
			t.Errorf("%g has the colour %v, want the palest, %v", v, got, ramp[0])
		}
	}
	if got := f.panels[0].scale.label; got != "loss of the note" {
		t.Errorf("the scale is of %q", got)
	}
}

// TestAbsentNotes: a point whose notes do not exist is passed over. Before, it was taken for the one that loses most.
func TestAbsentNotes(t *testing.T) {
	dir := t.TempDir()
	row := func(point int, mean any) []any {
		return []any{point, "leave-one-out", "b", "a", "loss_usd.a.A", mean, mean, mean, 4}
	}
	table(dir, "attribution_summary",
		[]string{"point:i", "measure:t", "cause:t", "on:t", "item:t", "mean:f", "lo:f", "hi:f", "runs:i"},
		[][]any{row(0, nil), row(1, 5.)})
	if m, err := (source{dir}).contagion(true); err != nil || m.point != 1 {
		t.Errorf("%+v, %v: want the matrix of point 1", m, err)
	}
}
