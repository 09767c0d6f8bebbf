package plots

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// A cell is one replication at one point of the design.
type cell struct{ point, replication int }

// feedback measures in each kept replication how far the price fell below its twin's, at worst: the largest
// ln(price without feedback / price), 0 where the study ran no twin.
func (s source) feedback() (map[cell]float64, []cell, error) {
	gaps := map[cell]float64{}
	var order []cell
	err := s.rows("paths", []string{"point", "replication", "price_usd", "price_exogenous_usd"}, func(v []float64) {
		at := cell{int(v[0]), int(v[1])}
		if _, seen := gaps[at]; !seen {
			order = append(order, at)
			gaps[at] = 0
		}
		if g := math.Log(v[3] / v[2]); g > gaps[at] && !math.IsInf(g, 0) {
			gaps[at] = g
		}
	})
	if err == nil && len(order) == 0 {
		err = fmt.Errorf("table paths is empty: the study kept no series (record.paths)")
	}
	return gaps, order, err
}

// strongest is the point that a figure of one point shows: the one that was asked for, else the one whose kept
// replications fell farthest below their twins on average; of equal ones the first.
func strongest(gaps map[cell]float64, order []cell, what string) (point int, err error) {
	var points []int
	sum, n := map[int]float64{}, map[int]float64{}
	for _, c := range order {
		if !slices.Contains(points, c.point) {
			points = append(points, c.point)
		}
		sum[c.point] += gaps[c]
		n[c.point]++
	}
	if what != "" {
		asked, err := strconv.Atoi(what)
		if err != nil || !slices.Contains(points, asked) {
			return 0, fmt.Errorf("no series was kept of point %q: want one of %s", what, list(points))
		}
		return asked, nil
	}
	best := points[0]
	for _, p := range points {
		if sum[p]/n[p] > sum[best]/n[best] {
			best = p
		}
	}
	return best, nil
}

// meanOf says over how many replications a figure averages.
func meanOf(n int) string {
	if n == 1 {
		return replications(n)
	}
	return "mean of " + replications(n)
}

func replications(n int) string {
	if n == 1 {
		return "1 replication"
	}
	return fmt.Sprintf("%d replications", n)
}

// list writes out at most a few of many numbers.
func list(points []int) string {
	text := ""
	for i, p := range points {
		if i == 8 {
			return text + ", …"
		}
		if i > 0 {
			text += ", "
		}
		text += strconv.Itoa(p)
	}
	return text
}
