package main

import (
	"bytes"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"firesale/experiments"
	"firesale/experiments/results"
	"firesale/plots/report"
)

// reportName is the file that report writes into a result folder.
const reportName = "report.html"

func reportCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "report DIR",
		Short: "One self-contained HTML page: question, parameters, tables, figures, provenance",
		Args:  takes(1, folderNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			folder, err := results.Open(args[0])
			if err != nil {
				return err
			}
			figures, err := experiments.FiguresOf(folder.Manifest.Config)
			if err != nil {
				return err
			}
			var page bytes.Buffer
			if err := report.Write(&page, args[0], figures); err != nil {
				return err
			}
			if _, err := results.WriteFile(args[0], reportName, page.Bytes()); err != nil {
				return &experiments.OutputError{Err: err}
			}
			fmt.Fprintln(cmd.OutOrStdout(), filepath.Join(args[0], reportName))
			return nil
		},
	}
}
