package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"firesale/experiments"
	"firesale/experiments/results"
	"firesale/plots"
)

// compareFlags are the flags of compare.
type compareFlags struct {
	metric, format, out string
	figures             bool
}

func compareCommand() *cobra.Command {
	var f compareFlags
	cmd := &cobra.Command{
		Use:   "compare DIR...",
		Short: "Set studies, or the points of one, side by side: paired differences with their intervals",
		Long: "Set studies, or the points of one, side by side: of one DIR every point against the first, of several every point\n" +
			"against the same point of the first DIR. Runs that share their random numbers are paired by replication.",
		Args: takesFrom(1, anyNumber, folderNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			return compare(args, f, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&f.metric, "metric", "", "compare this metric only; without it, all of them")
	cmd.Flags().StringVar(&f.format, "format", "markdown", "markdown, csv or latex")
	cmd.Flags().StringVar(&f.out, "out", "", "folder for table and figure; without it, compare in the first DIR")
	cmd.Flags().BoolVar(&f.figures, "figures", true, "draw the comparison")
	return cmd
}

// compare prints the table alone on standard output, so that it can go into a paper; where the figure is goes beside it.
func compare(dirs []string, f compareFlags, stdout, stderr io.Writer) error {
	print, ok := map[string]func(io.Writer, *results.Table) error{
		"markdown": results.WriteMarkdown, "csv": results.WriteCSV, "latex": results.WriteLaTeX,
	}[f.format]
	if !ok {
		return fmt.Errorf("--format %s: there is markdown, csv, latex", f.format)
	}
	t, err := experiments.Compare(dirs, f.metric)
	if err != nil {
		return err
	}
	if err := print(stdout, t); err != nil {
		return failure{err}
	}
	fmt.Fprintln(stderr, "\ndifference: other - reference, with its 95% interval, by Student's t (lo, hi) and by BCa bootstrap (bca); the verdict is empty where that of Student leaves out 0")
	for _, method := range t.Texts("method") {
		if method != "paired" {
			fmt.Fprintln(stderr, "note: not all sides share seed and replications: those are compared as independent samples, by Welch's interval")
			break
		}
	}
	if !f.figures {
		return nil
	}
	return drawComparison(t, dirs, f, stderr)
}

// drawComparison stores the table where the figure finds it, and draws it.
func drawComparison(t *results.Table, dirs []string, f compareFlags, stderr io.Writer) error {
	out := f.out
	if out == "" {
		out = filepath.Join(dirs[0], experiments.CompareTable)
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return &experiments.OutputError{Err: err}
	}
	if err := t.Write(out); err != nil {
		return &experiments.OutputError{Err: err}
	}
	drawn, err := plots.Draw(out, []string{strings.TrimSuffix("compare:"+f.metric, ":")}, nil)
	if err != nil {
		return failure{err}
	}
	fmt.Fprintln(stderr, "\ncompared in", filepath.Clean(out))
	printFigures(stderr, drawn)
	return nil
}
