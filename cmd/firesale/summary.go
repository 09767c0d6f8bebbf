package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"firesale/experiments"
	"firesale/experiments/results"
	"firesale/plots"
)

// printQuestion says what is asked: title, size, and what a reader must know before believing the answer.
func printQuestion(w io.Writer, s *experiments.Study) {
	if s.Spec.Title != "" {
		fmt.Fprintln(w, s.Spec.Title)
	}
	twin := ""
	if s.Spec.Run.Twin {
		twin = ", each with its twin without feedback"
	}
	runs := count(int(s.Spec.Run.Replications), "replication")
	if stop := s.Spec.Run.Stop; stop != nil {
		runs = fmt.Sprintf("%s to %s, until the mean of %s is known to ± %g", grouped(float64(s.Spec.Run.Replications)), count(int(stop.Max), "replication"), stop.Metric, stop.HalfWidth)
	}
	fmt.Fprintf(w, "%s × %s%s\n", count(len(s.Points), "point"), runs, twin)
	for _, note := range s.Notes {
		fmt.Fprintln(w, "note:", note)
	}
}

// printRate says how fast it was; nothing of it is in the results.
func printRate(w io.Writer, s *experiments.Study, o experiments.Outcome, took time.Duration) {
	switch {
	case o.Complete:
		fmt.Fprintln(w, "complete already: nothing to run")
		return
	case o.Resumed > 0:
		fmt.Fprintf(w, "resumed: %s found, %s run\n", count(int(o.Resumed), "run"), grouped(float64(o.Ran)))
	}
	seconds := max(took.Seconds(), 1e-3)
	work := s.LoanSteps() * float64(o.Ran) / float64(s.Cells())
	fmt.Fprintf(w, "%s in %.1f s: %s replications and %s loan-steps a second\n",
		count(int(o.Ran), "run"), seconds, roughly(float64(o.Ran)/seconds), roughly(work/seconds))
}

// printFigures says where the pictures are, and why one is empty.
func printFigures(w io.Writer, drawn []plots.Drawn) {
	for _, d := range drawn {
		if len(d.Files) == 0 {
			continue
		}
		var endings []string
		for _, file := range d.Files {
			endings = append(endings, strings.TrimPrefix(filepath.Ext(file), "."))
		}
		first := d.Files[0]
		line := "  " + strings.TrimSuffix(first, filepath.Ext(first)) + "." + braced(endings)
		if d.Note != "" {
			line += ": nothing to draw: " + d.Note
		}
		fmt.Fprintln(w, line)
	}
}

// braced is words as a shell writes them: {svg,pdf}.
func braced(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	return "{" + strings.Join(words, ",") + "}"
}

// printNext says where the numbers of a result are.
func printNext(w io.Writer, dir string) error {
	folder, err := results.Open(dir)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(folder.Tables(), func(name string) bool { return name == "summary" })
	fmt.Fprintf(w, "  all numbers: firesale export %s summary (or %s)\n", dir, strings.Join(others, ", "))
	return nil
}
