package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"firesale/experiments/oracle"
)

func validateCommand() *cobra.Command {
	var replications int
	var markdown, strict, rows bool
	var f factsFlags
	cmd := &cobra.Command{
		Use:   "validate [CASE... | facts STUDY]",
		Short: "Hold the engine to closed forms, published results and outputs of other programs; or a study to the market's habits",
		Long: "Hold the engine to closed forms, published results and outputs of other programs; all cases, a row each, " +
			"or those named, a row for each of their comparisons.\n\n" + caseNames() +
			"\n\nfacts STUDY holds the hourly returns of a study's kept paths, and what large sales do in its order book, to what markets do.",
		RunE: func(cmd *cobra.Command, args []string) error {
			if replications < 0 {
				return fmt.Errorf("--replications %d: want at least 0", replications)
			}
			v := &verdict{out: cmd.OutOrStdout(), strict: strict, layout: layout{markdown: markdown, byCase: len(args) == 0 && !rows}}
			if len(args) > 0 && args[0] == "facts" {
				return v.facts(cmd.Context(), args[1:], f)
			}
			if err := f.unread(cmd); err != nil {
				return err
			}
			return v.run(cmd.Context(), args, oracle.Effort{Replications: replications, Metaorders: metaorders})
		},
	}
	cmd.Flags().IntVar(&replications, "replications", 0, "runs of each Monte-Carlo case; 0 = each case's own number")
	cmd.Flags().BoolVar(&markdown, "markdown", false, "print a Markdown table")
	cmd.Flags().BoolVar(&rows, "rows", false, "a row a comparison of the whole suite too")
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

func (v *verdict) run(ctx context.Context, names []string, effort oracle.Effort) error {
	started := time.Now()
	err := oracle.Run(ctx, names, effort, v.add)
	var unknown *oracle.UnknownCase
	switch {
	case errors.As(err, &unknown):
		return err
	case err != nil:
		return failure{err}
	}
	return v.conclude(started)
}
