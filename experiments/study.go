package experiments

import (
	"bytes"
	"fmt"
	"strings"

	"firesale/experiments/metric"
	"firesale/experiments/results"
)

// Version is part of every result: the same study, seed and version give the same bytes. It rises when numbers move.
const Version = "0.1.0"

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

// Options are what the command line says beside the study.
type Options struct {
	Sets []string // --set path=value, in order
}

// LoadStudy reads a study, by the name of a shipped one or the path of a file, applies the overrides, and builds it. Whatever
// is wrong with it is reported at once, as Faults; nothing is written.
func LoadStudy(name string, o Options) (*Study, error) {
	return loadStudy(name, o, OpenStudyFile, openInput)
}

func loadStudy(name string, o Options, open Opener, input func(path string, from Origin) (Input, error)) (*Study, error) {
	tree, err := Load(name, open)
	if err != nil {
		return nil, err
	}
	if err := override(tree, o.Sets); err != nil {
		return nil, err
	}
	s := &Study{Name: nameOf(name), Spec: New[Spec](), tree: tree}
	if err := Decode(tree, s.Spec); err != nil {
		return nil, err
	}
	s.Spec.Design.order = tree.Keys("design.vary")
	var faults Faults
	if s.Axes, faults = axes(tree, s.Spec); len(faults) > 0 {
		return nil, faults.Err()
	}
	if s.cube, err = s.lay(tree); err != nil {
		return nil, err
	}
	if s.Points, err = s.points(tree); err != nil {
		return nil, err
	}
	b := newBuilder(input)
	for i := range s.Points {
		p := &s.Points[i]
		if p.World, err = b.World(p.Spec, p.tree); err != nil {
			return nil, err
		}
		if !s.Spec.Run.CommonDraws {
			p.World.Seed = ownSeed(p.Spec.Run.Seed, i)
		}
	}
	s.Notes, s.builder = append(append(b.notes.brief(), s.sayDrawn()...), s.assumed()...), b
	if s.search, err = s.newSearch(); err != nil {
		return nil, err
	}
	if err := s.newStop(); err != nil {
		return nil, err
	}
	if err := s.newRare(); err != nil {
		return nil, err
	}
	if err := s.newAttribution(); err != nil {
		return nil, err
	}
	if err := s.newAntithetic(); err != nil {
		return nil, err
	}
	if err := s.newControl(); err != nil {
		return nil, err
	}
	return s, s.resolve(tree, b)
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

// override obeys --set: the value at an address of the study, which is then no axis of the design any more.
func override(tree *Tree, sets []string) error {
	var faults Faults
	for _, set := range sets {
		if err := tree.Assign(set); err != nil {
			faults = append(faults, err.(Faults)...)
			continue
		}
		address, _, _ := strings.Cut(set, "=")
		tree.Remove(FormatAddress([]string{"design", "vary", strings.TrimSpace(address)}))
	}
	return faults.Err()
}

// resolve writes the study down with everything in force.
func (s *Study) resolve(tree *Tree, b *builder) error {
	var text bytes.Buffer
	if err := Encode(&text, s.Spec); err != nil {
		return err
	}
	for _, key := range sortedNames(b.inputs) {
		_, path, _ := strings.Cut(key, "|")
		fmt.Fprintf(&text, "# read %s, sha256 %s\n", path, b.inputs[key].SHA256)
	}
	s.Config = text.String()
	return nil
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

// FigureFault reports a figure that a study asks for and nobody can draw.
func (s *Study) FigureFault(figure string, why error) error {
	f := s.tree.Fault("figures.draw", strings.TrimPrefix(why.Error(), fmt.Sprintf("figure %q: ", figure)))
	f.Value = formatShort(figure)
	return Faults{f}
}
