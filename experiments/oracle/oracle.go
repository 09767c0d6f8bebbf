// Package oracle is the validation suite: published results and closed forms that the simulator must meet.
//
// Every case drives the engine that studies run, a sim.World or a whole study, and sets what comes out beside a number
// that was found without it. The formula and its source stand in the file of the case. Monte-Carlo rows have a fixed
// seed and allow 4 standard errors; other tolerances stand in the row with the reason beside the code.
package oracle

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// A Row is one comparison.
type Row struct {
	Case      string // V1
	Quantity  string // what was measured, where
	Expected  string
	Got       string
	Tolerance string
	Off       float64 // how far off, in tolerances: at most 1 passes; NaN where there is nothing to measure
	Pass      bool
	Skipped   bool   // not run in this build: neither passed nor failed
	Reason    string // why it was skipped, or what stopped it
}

// Effort is how hard Monte-Carlo cases try.
type Effort struct {
	Replications int        // of every Monte-Carlo case; 0 = each case's own number
	Metaorders   Metaorders // how large sales are run through a book; nil leaves their rows out
}

// A Case is a group of rows with one subject.
type Case struct {
	Name string
	Doc  string
	run  func(*bench) error
}

// Run runs the named cases, or all of them without names, in the order of Cases, and reports every row as it is found.
// A row that misses is no error; an unknown name, a canceled context or an engine that fails is.
func Run(ctx context.Context, names []string, effort Effort, report func(Row)) error {
	cases, err := choose(names)
	if err != nil {
		return err
	}
	for _, c := range cases {
		b := &bench{ctx: ctx, name: c.Name, effort: effort, report: report}
		if err := c.run(b); err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
	}
	return nil
}

// An UnknownCase is a name that no case has: the user's mistake, not the engine's.
type UnknownCase struct {
	Name  string
	Known []string
}

// Error says which cases there are.
func (e *UnknownCase) Error() string {
	return fmt.Sprintf("case %q: want one of %s", e.Name, strings.Join(e.Known, ", "))
}

// choose finds cases by name, whatever its letters' size, and says which there are if one is unknown.
func choose(names []string) ([]Case, error) {
	if len(names) == 0 {
		return Cases, nil
	}
	known := make([]string, len(Cases))
	for i, c := range Cases {
		known[i] = c.Name
	}
	var chosen []Case
	wanted := map[string]bool{}
	for _, name := range names {
		upper := strings.ToUpper(name)
		if !slices.Contains(known, upper) {
			return nil, &UnknownCase{name, known}
		}
		wanted[upper] = true
	}
	for _, c := range Cases {
		if wanted[c.Name] {
			chosen = append(chosen, c)
		}
	}
	return chosen, nil
}
