package experiments

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Fault is one mistake in a study, with everything that its author needs to mend it.
type Fault struct {
	File  string // where the key was written; "--set" for the command line
	Line  int    // from 1; 0 where there are no lines
	Key   string // full address, lender.ledn.terms.liquidation_ltv; "" for the file as a whole
	Value string // as TOML; "" where there is none
	Want  string // what is wanted instead

	layer int // of the tree: what was written last is reported first
}

// Error is one line: study.toml:14: lender.ledn.copies = "ten": want a whole number.
func (f Fault) Error() string {
	var b strings.Builder
	b.WriteString(f.File)
	if f.Line > 0 {
		fmt.Fprintf(&b, ":%d", f.Line)
	}
	if f.Key != "" {
		b.WriteString(": " + f.Key)
	}
	if f.Value != "" {
		b.WriteString(" = " + f.Value)
	}
	return b.String() + ": " + f.Want
}

// Faults is every mistake of a study, as an error of one line a fault.
type Faults []Fault

// Error joins the lines.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// Err is nil if there is no fault: a nil Faults in an error variable would not be.
func (fs Faults) Err() error {
	if len(fs) == 0 {
		return nil
	}
	return fs.sorted().once()
}

// hide says whether nothing can be known of an address: its table is unknown itself, or of unknown kind.
func (fs Faults) hide(address string) bool {
	return slices.ContainsFunc(fs, func(f Fault) bool {
		table := strings.TrimSuffix(f.Key, ".kind")
		return f.Key == address || strings.HasPrefix(address, table+".")
	})
}

// sorted is the faults in reading order: what was written last (--set, then the study, then what it extends) first, and
// a file from top to bottom.
func (fs Faults) sorted() Faults {
	out := slices.Clone(fs)
	slices.SortStableFunc(out, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(b.layer, a.layer), cmp.Compare(a.Line, b.Line))
	})
	return out
}

// once is the faults without repetitions: points of a design share what none of them changes.
func (fs Faults) once() Faults {
	said := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(fs), func(f Fault) bool {
		line := f.Error()
		was := said[line]
		said[line] = true
		return was
	})
}
