package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"firesale/experiments/oracle"
)

func validateCommand() *cobra.Command {
	var replications int
	var markdown, strict bool
	var f factsFlags
	cmd := &cobra.Command{
		Use:   "validate [CASE... | facts STUDY]",
		Short: "Hold the engine to closed forms, published results and outputs of other programs; or a study to the market's habits",
		Long: "Hold the engine to closed forms, published results and outputs of other programs; all cases, or those named.\n\n" + caseNames() +
			"\n\nfacts STUDY holds the hourly returns of a study's kept paths, and what large sales do in its order book, to what markets do.",
		RunE: func(cmd *cobra.Command, args []string) error {
			if replications < 0 {
				return fmt.Errorf("--replications %d: want at least 0", replications)
			}
			v := &verdict{out: cmd.OutOrStdout(), markdown: markdown, strict: strict}
			if len(args) > 0 && args[0] == "facts" {
				return v.facts(cmd.Context(), args[1:], f)
			}
			return v.run(cmd.Context(), args, oracle.Effort{Replications: replications, Metaorders: metaorders})
		},
	}
	cmd.Flags().IntVar(&replications, "replications", 0, "runs of each Monte-Carlo case; 0 = each case's own number")
	cmd.Flags().BoolVar(&markdown, "markdown", false, "print a Markdown table")
	cmd.Flags().BoolVar(&strict, "strict", false, "a skipped case counts as failed")
	f.add(cmd)
	return cmd
}

func caseNames() string {
	var b strings.Builder
	for _, c := range oracle.Cases {
		fmt.Fprintf(&b, "  %-5s %s\n", c.Name, c.Doc)
	}
	return strings.TrimRight(b.String(), "\n")
}

// verdict prints rows as they come and counts them.
type verdict struct {
	out                     io.Writer
	markdown, strict        bool
	passed, failed, skipped int
	misses                  []string // rows that failed, to be read again at the end
}

func (v *verdict) run(ctx context.Context, names []string, effort oracle.Effort) error {
	started := time.Now()
	err := oracle.Run(ctx, names, effort, v.row)
	var unknown *oracle.UnknownCase
	switch {
	case errors.As(err, &unknown):
		return err
	case err != nil:
		return failure{err}
	}
	return v.conclude(started)
}

// conclude repeats what missed, and counts.
func (v *verdict) conclude(started time.Time) error {
	for _, miss := range v.misses {
		fmt.Fprintf(v.out, "\n%s", miss)
	}
	fmt.Fprintf(v.out, "\n%d passed, %d failed, %d skipped, in %.0f s\n", v.passed, v.failed, v.skipped, time.Since(started).Seconds())
	if v.failed > 0 || v.strict && v.skipped > 0 {
		return failure{errors.New("validation failed")}
	}
	return nil
}

func (v *verdict) row(r oracle.Row) {
	if v.passed+v.failed+v.skipped == 0 {
		v.head()
	}
	word := "pass"
	switch {
	case r.Skipped:
		word = "skipped: " + r.Reason
		v.skipped++
	case r.Pass:
		v.passed++
	default:
		word = strings.TrimSpace("FAIL " + r.Reason)
		v.failed++
		v.misses = append(v.misses, fmt.Sprintf("%s %s: want %s %s, got %s", r.Case, r.Quantity, r.Expected, r.Tolerance, r.Got))
	}
	v.line(r.Case, r.Quantity, r.Expected, r.Got, r.Tolerance, word)
}

func (v *verdict) head() {
	v.line("case", "quantity", "expected", "got", "tolerance", "")
	if v.markdown {
		fmt.Fprintln(v.out, "|---|---|---:|---:|---|---|")
	}
}

func (v *verdict) line(name, quantity, expected, got, tolerance, word string) {
	if v.markdown {
		fmt.Fprintf(v.out, "| %s | %s | %s | %s | %s | %s |\n", name, quantity, expected, got, tolerance, word)
		return
	}
	fmt.Fprintln(v.out, strings.TrimRight(fmt.Sprintf("%-5s %-58s %18s %18s  %-20s %s", name, quantity, expected, got, tolerance, word), " "))
}
