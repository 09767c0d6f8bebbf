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
	cmd := &cobra.Command{
		Use:   "validate [CASE...]",
		Short: "Hold the engine to closed forms, published results and outputs of other programs",
		Long:  "Hold the engine to closed forms, published results and outputs of other programs.\n\nCases: " + caseNames(),
		RunE: func(cmd *cobra.Command, args []string) error {
			v := &verdict{out: cmd.OutOrStdout(), markdown: markdown, strict: strict}
			return v.run(cmd.Context(), args, oracle.Effort{Replications: replications})
		},
	}
	cmd.Flags().IntVar(&replications, "replications", 0, "runs of each Monte-Carlo case; 0 = each case's own number")
	cmd.Flags().BoolVar(&markdown, "markdown", false, "print a Markdown table")
	cmd.Flags().BoolVar(&strict, "strict", false, "a skipped case counts as failed")
	return cmd
}

func caseNames() string {
	var names []string
	for _, c := range oracle.Cases {
		names = append(names, c.Name)
	}
	return strings.Join(names, ", ")
}

// verdict prints rows as they come and counts them.
type verdict struct {
	out                     io.Writer
	markdown, strict        bool
	passed, failed, skipped int
}

func (v *verdict) run(ctx context.Context, names []string, effort oracle.Effort) error {
	started := time.Now()
	if v.markdown {
		fmt.Fprintln(v.out, "| case | quantity | expected | got | tolerance | |\n|---|---|---|---|---|---|")
	}
	err := oracle.Run(ctx, names, effort, v.row)
	var unknown *oracle.UnknownCase
	switch {
	case errors.As(err, &unknown):
		return err
	case err != nil:
		return failure{err}
	}
	fmt.Fprintf(v.out, "\n%d passed, %d failed, %d skipped, in %.0f s\n", v.passed, v.failed, v.skipped, time.Since(started).Seconds())
	if v.failed > 0 || v.strict && v.skipped > 0 {
		return failure{errors.New("validation failed")}
	}
	return nil
}

func (v *verdict) row(r oracle.Row) {
	word := "pass"
	switch {
	case r.Skipped:
		word = "skipped: " + r.Reason
		v.skipped++
	case r.Pass:
		v.passed++
	default:
		word = "FAIL " + r.Reason
		v.failed++
	}
	if v.markdown {
		fmt.Fprintf(v.out, "| %s | %s | %s | %s | %s | %s |\n", r.Case, r.Quantity, r.Expected, r.Got, r.Tolerance, word)
		return
	}
	fmt.Fprintf(v.out, "%-5s %-58s %18s %18s  %-22s %s\n", r.Case, r.Quantity, r.Expected, r.Got, r.Tolerance, word)
}
