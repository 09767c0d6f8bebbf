package impact

import "math"

// nonNegative is the x ≥ 0 that minimises |rows·x − 1|², by the active-set method of Lawson and Hanson (1974) on the
// normal equations: columns enter one by one where the residual pulls most and leave where they would turn negative.
// The normal equations square the condition number, which a fit to three digits can bear.
func nonNegative(rows [][]float64) []float64 {
	gram, pull := normalEquations(rows)
	n := len(pull)
	x, free := make([]float64, n), make([]bool, n)
	for range 10 * n {
		enter := strongest(gram, pull, x, free)
		if enter < 0 {
			break
		}
		free[enter] = true
		for !settle(gram, pull, x, free) {
		}
	}
	return x
}

func normalEquations(rows [][]float64) (gram [][]float64, pull []float64) {
	n := len(rows[0])
	gram, pull = make([][]float64, n), make([]float64, n)
	for i := range gram {
		gram[i] = make([]float64, n)
		for _, row := range rows {
			pull[i] += row[i]
			for j := range gram[i] {
				gram[i][j] += float64(row[i] * row[j])
			}
		}
	}
	return gram, pull
}

// strongest is the bound column along which the squared error falls fastest, or −1 at the optimum.
func strongest(gram [][]float64, pull, x []float64, free []bool) int {
	best, most := -1, 1e-10
	for i := range x {
		slope := pull[i]
		for j := range x {
			slope -= float64(gram[i][j] * x[j])
		}
		if slope /= pull[i]; !free[i] && slope > most {
			best, most = i, slope
		}
	}
	return best
}

// settle moves x towards the least squares over the free columns. It reports whether x arrived; if a column turned
// negative on the way, x stops where the first one reaches 0 and binds it.
func settle(gram [][]float64, pull, x []float64, free []bool) bool {
	goal := solveFree(gram, pull, free)
	reach := 1.0
	for i := range x {
		if free[i] && goal[i] <= 0 {
			reach = math.Min(reach, x[i]/(x[i]-goal[i]))
		}
	}
	for i := range x {
		if !free[i] {
			continue
		}
		x[i] += float64(reach * (goal[i] - x[i]))
		if goal[i] <= 0 && x[i] < 1e-14 {
			x[i], free[i] = 0, false
		}
	}
	return reach == 1
}

// solveFree solves gram·x = pull over the free columns by Cholesky, with 0 for the others.
func solveFree(gram [][]float64, pull []float64, free []bool) []float64 {
	var columns []int
	for i, in := range free {
		if in {
			columns = append(columns, i)
		}
	}
	factor, y := make([][]float64, len(columns)), make([]float64, len(columns))
	for a, i := range columns {
		factor[a] = make([]float64, a+1)
		for b := range a + 1 {
			sum := gram[i][columns[b]]
			for c := range b {
				sum -= float64(factor[a][c] * factor[b][c])
			}
			if a == b {
				factor[a][a] = math.Sqrt(sum)
			} else {
				factor[a][b] = sum / factor[b][b]
			}
		}
	}
	for a, i := range columns {
		y[a] = pull[i]
		for c := range a {
			y[a] -= float64(factor[a][c] * y[c])
		}
		y[a] /= factor[a][a]
	}
	x := make([]float64, len(free))
	for a := len(columns) - 1; a >= 0; a-- {
		for c := a + 1; c < len(columns); c++ {
			y[a] -= float64(factor[c][a] * y[c])
		}
		y[a] /= factor[a][a]
		x[columns[a]] = y[a]
	}
	return x
}
