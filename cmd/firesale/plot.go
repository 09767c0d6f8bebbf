package main

import (
	"github.com/spf13/cobra"

	"firesale/experiments"
	"firesale/experiments/results"
	"firesale/plots"
)

func plotCommand() *cobra.Command {
	var figures, formats []string
	cmd := &cobra.Command{
		Use:   "plot DIR",
		Short: "Draw figures again from stored results",
		Args:  takes(1, folderNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			folder, err := results.Open(args[0])
			if err != nil {
				return err
			}
			if err := plots.Asked(args[0], figures); err != nil {
				return err
			}
			if len(figures) == 0 {
				if figures, err = experiments.FiguresOf(folder.Manifest.Config); err != nil {
					return err
				}
			}
			drawn, err := plots.Draw(args[0], figures, formats)
			if err != nil {
				return err
			}
			printFigures(cmd.OutOrStdout(), drawn)
			return nil
		},
	}
	cmd.Flags().StringSliceVar(&figures, "figure", nil, "figures to draw (firesale list figures); without it, those of the study")
	cmd.Flags().StringSliceVar(&formats, "format", nil, "svg, pdf, png; without it, all")
	return cmd
}
