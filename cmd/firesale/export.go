package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"firesale/experiments/results"
)

// exporters print a table, by format; the first is the preset.
var exporters = []struct {
	format string
	write  func(w io.Writer, dir, table string) error
}{
	{"csv", results.ExportCSV},
	{"markdown", whole(results.WriteMarkdown)},
	{"latex", whole(results.WriteLaTeX)},
}

// whole reads a table into memory for a format that must know all of it.
func whole(write func(io.Writer, *results.Table) error) func(io.Writer, string, string) error {
	return func(w io.Writer, dir, table string) error {
		t, err := results.Read(dir, table)
		if err != nil {
			return err
		}
		return write(w, t)
	}
}

func exportCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "export DIR TABLE",
		Short: "Print a result table: CSV, Markdown or LaTeX",
		Args:  takes(2, folderNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			folder, err := results.Open(args[0])
			if err != nil {
				return err
			}
			if !slices.Contains(folder.Tables(), args[1]) {
				return fmt.Errorf("%s has no table %q: there is %s", args[0], args[1], strings.Join(folder.Tables(), ", "))
			}
			var known []string
			for _, e := range exporters {
				if e.format == format {
					return e.write(cmd.OutOrStdout(), args[0], args[1])
				}
				known = append(known, e.format)
			}
			return fmt.Errorf("--format %s: there is %s", format, strings.Join(known, ", "))
		},
	}
	cmd.Flags().StringVar(&format, "format", "csv", "csv, markdown or latex")
	return cmd
}
