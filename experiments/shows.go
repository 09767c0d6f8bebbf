package experiments

import (
	"fmt"
	"strconv"
	"strings"
)

// Shows says why a figure cannot show what a study asks of it, a point or a metric that it does not have; nil where it
// can, or where only the results know. Of is what the word chooses, as plots.Kind has it.
func (s *Study) Shows(of, word string) error {
	switch {
	case word == "":
		return nil
	case of == "the point":
		if n, err := strconv.Atoi(word); err != nil || n < 0 || n >= len(s.Points) {
			return fmt.Errorf("want a point of the design, 0 to %d", len(s.Points)-1)
		}
	case of == "the metric":
		_, err := s.metricNamed(word)
		return err
	case of == "the lender":
		if s.Spec.Lender[word] == nil {
			return fmt.Errorf("want a lender of this study: %s", suggest(word, sortedNames(s.Spec.Lender)))
		}
	}
	return nil
}

// FigureFault reports a figure that a study asks for and nobody can draw.
func (s *Study) FigureFault(figure string, why error) error {
	return Faults{s.figureFault(figure, why)}
}

func (s *Study) figureFault(figure string, why error) Fault {
	f := s.tree.Fault("figures.draw", strings.TrimPrefix(why.Error(), fmt.Sprintf("figure %q: ", figure)))
	f.Value = formatShort(figure)
	return f
}
