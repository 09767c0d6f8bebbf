package experiments

import (
	"bytes"
	"fmt"
	"strings"
)

// Options are what the command line says beside the study.
type Options struct {
	Sets   []string                // --set path=value, in order
	Figure func(name string) error // why there is no figure of a name; asked where other things are wrong too
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
	if err := s.read(tree, o); err != nil {
		return nil, err
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
	for _, prepare := range []func() error{s.newStop, s.newRare, s.newAttribution, s.newAntithetic, s.newControl} {
		if err := prepare(); err != nil {
			return nil, err
		}
	}
	return s, s.resolve(tree, b)
}

// read decodes what is written, and what it says of axes and figures, so that all mistakes are told together.
func (s *Study) read(tree *Tree, o Options) error {
	var faults Faults
	if err := Decode(tree, s.Spec); err != nil {
		faults = err.(Faults)
	}
	s.Spec.Design.order = tree.Keys("design.vary")
	axes, unvaried := axes(tree, s.Spec, faults)
	s.Axes, faults = axes, append(faults, unvaried...)
	if len(faults) == 0 || o.Figure == nil { // a caller that draws knows more of the figures of a sound study: Shows
		return faults.Err()
	}
	for _, figure := range s.Spec.Figures.Draw {
		if why := o.Figure(figure); why != nil {
			faults = append(faults, s.figureFault(figure, why))
		}
	}
	return faults.Err()
}

// override obeys --set: the value at an address of the study, which is then no axis of the design any more; of a table, the
// values in it.
func override(tree *Tree, sets []string) error {
	var faults Faults
	for _, set := range sets {
		path, value, err := parseAssignment(set)
		if err == nil {
			err = strangeLender(tree, path, value)
		}
		if err != nil {
			faults = append(faults, err.(Faults)...)
			continue
		}
		tree.set(path, value, Origin{File: CommandLine})
		if path[0] != "design" {
			tree.unvary(path, value)
		}
	}
	return faults.Err()
}

// strangeLender refuses a value of a lender that nobody has written: a slip of the pen would lend millions under a new
// name. A whole table is meant.
func strangeLender(tree *Tree, path []string, value any) error {
	if path[0] != "lender" || len(path) < 3 {
		return nil
	}
	lender := FormatAddress(path[:2])
	if _, written := tree.Get(lender); written {
		return nil
	}
	return Faults{{File: CommandLine, Key: FormatAddress(path), Value: formatShort(value), Want: fmt.Sprintf(
		"want a lender of the study: %s; --set %s={} adds one", suggest(path[1], tree.Keys("lender")), lender)}}
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
