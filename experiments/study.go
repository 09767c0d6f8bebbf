package experiments

import (
	"fmt"
	"strings"

	"firesale/experiments/metric"
	"firesale/experiments/results"
)

// Version is part of every result: the same study, seed and version give the same bytes. It rises when numbers move.
const Version = "0.6.0"

// A Study is a question ready to run: points × replications, every world built, every fault already reported.
type Study struct {
	Name   string
	Spec   *Spec
	Axes   []Axis
	Points []Point
	Config string   // the resolved study as TOML, and the hashes of the files it reads
	Notes  []string // what was rounded, and what else a reader must know

	tree    *Tree
	cube    [][]float64 // the points in the unit cube, a coordinate an axis
	builder *builder    // worlds of values that a search visits
	search  *search     // nil without one
	players []string    // lenders whose part in the losses is asked

	controls [][][]float64 // by point: what twins alone do, for run.control
}

// assumed says, for every lender with a deal, how many values of it in force nobody has published or written: the report
// of a loss must not hide what it rests on.
func (s *Study) assumed() (notes []string) {
	counts := map[string]int{}
	for _, v := range Settings(s.Spec) {
		if len(v.Path) > 3 && v.Path[0] == "lender" && v.Path[2] == "deal" && v.IsPreset() && strings.HasPrefix(v.Source, "assumed") {
			counts[v.Path[1]]++
		}
	}
	for _, name := range sortedNames(counts) {
		notes = append(notes, fmt.Sprintf("%d values of lender.%s.deal are assumed: firesale show marks them", counts[name], name))
	}
	return notes
}

// Hash names the question: the resolved study and the files it reads.
func (s *Study) Hash() string { return results.Hash(s.Config) }

// Folder is the name of the folder of the results.
func (s *Study) Folder() string { return s.Name + "-" + s.Hash()[:12] }

// Cells is the number of runs, if no point stops before: a cell is a point and a replication, the replication fastest.
func (s *Study) Cells() int64 { return int64(len(s.Points)) * s.most() }

func (s *Study) cell(n int64) (point, replication int) {
	return int(n / s.most()), int(n % s.most())
}

func (s *Study) identity() results.Identity {
	return results.Identity{Study: s.Hash(), Version: Version}
}

// Lends says whether any lender has loans at any point.
func (s *Study) Lends() bool {
	for _, p := range s.Points {
		for _, l := range p.Spec.Lender {
			if l.Copies > 0 {
				return true
			}
		}
	}
	return false
}

// Waits reports whether anybody's coins wait to be sold: a lender sells by a policy, late, or so much an hour at most.
func (s *Study) Waits() bool {
	for i := range s.Points {
		for _, c := range s.Points[i].World.Lenders {
			if !c.Charter.Traits().Immediate || c.Charter.Latency > 0 || c.Charter.Capacity > 0 {
				return true
			}
		}
	}
	return false
}

// LoanSteps is the work of a study as if every loan were looked at in every step, twins included: what a full scan would
// do, for the rate that a run reports.
func (s *Study) LoanSteps() float64 {
	sum := 0.0
	for _, p := range s.Points {
		loans := 0
		for _, c := range p.World.Lenders {
			loans += c.Count * len(c.Charter.Index.Pool.Loans)
		}
		sides := 1.0
		if p.World.Twin {
			sides = 2
		}
		sum += float64(loans) * float64(max(p.World.Steps, 1)) * sides * float64(s.most())
	}
	return sum
}

// NoteColumns is the names of the columns of note losses.
func (s *Study) NoteColumns() []string {
	var names []string
	for _, n := range s.notes() {
		names = append(names, metric.NoteKinds[0].Column(n))
	}
	return names
}
