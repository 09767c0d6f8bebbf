package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// noteLosses are the losses of one point's runs; a gain of the residual counts as no loss.
type noteLosses struct {
	of    [][]float64 // of each note, of each run
	total []float64
	chances
}

// worst reads the losses of the point whose notes, without the residual, lose most in total.
func (s source) worst(lender string, notes []string) (*noteLosses, int, error) {
	columns := []string{"point"}
	for _, n := range notes {
		columns = append(columns, lossOf(lender, n))
	}
	first := len(columns)
	columns = append(columns, s.chanceColumns()...)
	all, sums := map[int]*noteLosses{}, map[int]float64{}
	var points []int
	err := s.rows("runs", columns, func(v []float64) {
		if math.IsNaN(total(v[:first])) {
			return
		}
		point := int(v[0])
		if all[point] == nil {
			points = append(points, point)
			all[point] = &noteLosses{of: make([][]float64, len(notes))}
		}
		all[point].lose(v[1:first])
		all[point].add(v[first:])
		weight := 1.0
		if first < len(v) {
			weight = v[first]
		}
		for i, n := range notes {
			if n != residual {
				sums[point] += weight * math.Max(0, v[1+i])
			}
		}
	})
	if err != nil {
		return nil, 0, err
	}
	if len(points) == 0 {
		return nil, 0, fmt.Errorf("the losses of the notes of %s have no value in any run", lender)
	}
	best := slices.MaxFunc(points, func(a, b int) int { return cmp.Compare(sums[a], sums[b]) })
	return all[best], best, nil
}

func (l *noteLosses) lose(losses []float64) {
	var sum float64
	for i, v := range losses {
		v = math.Max(0, v)
		l.of[i] = append(l.of[i], v)
		sum += v
	}
	l.total = append(l.total, sum)
}

// attachments marks where each note but the residual starts to lose, on the scale of what all lose together.
func (l *noteLosses) attachments(f *figure, notes []string) []post {
	order := l.juniorFirst()
	var posts []post
	for rank, i := range order {
		at := l.attachment(i, order[rank+1:])
		if notes[i] == residual || math.IsInf(at, 0) || at <= 0 {
			continue
		}
		words := notes[i] + " attaches " + dollars.one(at)
		posts = append(posts, post{at, words, line(palette[i%len(palette)], 0.7, 3, 1.5)})
		enter(f.data, notes[i]+" attaches", []float64{at}, []float64{math.NaN()}, nil, nil)
	}
	return posts
}

// juniorFirst ranks notes by the least that all lost in a run in which the note did; of equal ones the one that
// stands later in the table is the junior.
func (l *noteLosses) juniorFirst() []int {
	least := make([]float64, len(l.of))
	order := make([]int, len(l.of))
	for i, losses := range l.of {
		least[i], order[i] = math.Inf(1), len(l.of)-1-i
		for run, v := range losses {
			if v > 0 {
				least[i] = math.Min(least[i], l.total[run])
			}
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(least[a], least[b]) })
	return order
}

// attachment is the least that the juniors of a note had lost in any run in which the note lost.
func (l *noteLosses) attachment(note int, seniors []int) float64 {
	at := math.Inf(1)
	for run, v := range l.of[note] {
		if v <= 0 {
			continue
		}
		below := l.total[run] - v
		for _, s := range seniors {
			below -= l.of[s][run]
		}
		at = math.Min(at, below)
	}
	return at
}
