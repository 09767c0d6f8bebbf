package plots

// contagious writes the leave-one-out losses of four toy lenders into a folder: each loses in proportion to what the other
// sells and to its own place in the queue.
func contagious(dir string) {
	lenders := []string{"apx", "figure", "ledn", "strike"}
	sells, suffers := []float64{1e6, 4e6, 9e6, 2e6}, []float64{0.9, 0.1, 0.4, 0.6}
	columns := []string{"point:i", "measure:t", "cause:t", "on:t", "item:t", "mean:f", "lo:f", "hi:f", "se:f", "runs:i"}
	var rows [][]any
	for i, by := range lenders {
		rows = append(rows, []any{0, "leave-one-out", by, "market", "fall", 1e-8 * sells[i], 0.0, 1.0, 0.0, 200})
		for j, on := range lenders {
			if loss := sells[i] * suffers[j]; i != j {
				rows = append(rows, []any{0, "leave-one-out", by, on, "shortfall_usd", loss, 0.8 * loss, 1.2 * loss, 0.0, 200})
			}
		}
	}
	table(dir, "attribution_summary", columns, rows)
	table(dir, "summary", []string{"point:i", "runs:i"}, [][]any{{0, 200}})
}
