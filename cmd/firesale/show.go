package main

import (
	"github.com/spf13/cobra"

	"firesale/experiments"
)

func showCommand() *cobra.Command {
	var sets []string
	cmd := &cobra.Command{
		Use:   "show STUDY",
		Short: "The fully resolved study as TOML, each value with its meaning, unit and provenance",
		Args:  takes(1, studyNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			study, err := experiments.LoadStudy(args[0], experiments.Options{Sets: sets, Figure: noFigure})
			if err != nil {
				return err
			}
			return experiments.Encode(cmd.OutOrStdout(), study.Spec)
		},
	}
	cmd.Flags().StringArrayVar(&sets, "set", nil, "path=value: override a value of the study")
	return cmd
}

func schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "The JSON Schema of a study file, for editors",
		Args:  takes(0, nil),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return experiments.Schema(cmd.OutOrStdout(), experiments.New[experiments.Spec](), "a firesale study")
		},
	}
}
