package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"firesale/experiments"
	"firesale/experiments/calibrate"
)

func calibrateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "calibrate impact|price",
		Short: "Estimate parameters from data, and print them as TOML",
		Args:  takes(0, func() string { return "there is calibrate impact and calibrate price" }),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(calibrateImpactCommand(), calibratePriceCommand())
	return cmd
}

// impactFlags are those of calibrate impact.
type impactFlags struct {
	starts, workers int
	warmUp, out     string
	sets            []string
	quiet           bool
}

// presetStudy is whose order book is measured when no study is named: its market is the preset's.
const presetStudy = "ledn-2026-1"

func calibrateImpactCommand() *cobra.Command {
	var f impactFlags
	cmd := &cobra.Command{
		Use:   "impact [STUDY]",
		Short: "Run large sales through a study's order book, and fit impact laws to what they do",
		Long: "Run large sales through the order book of a study (its [market.book] and [market.flow]; without STUDY, the preset),\n" +
			"each beside the same start without it, and print what they moved and the TOML of the reduced-form laws.",
		Args: takesFrom(0, 1, studyNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{presetStudy}
			}
			return calibrateImpact(cmd.Context(), args[0], f, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().IntVar(&f.starts, "starts", 200, "replications of every sale")
	cmd.Flags().StringVar(&f.warmUp, "warm-up", "24h", "how long the background trades before a sale")
	cmd.Flags().IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "starts at the same time; no result depends on it")
	cmd.Flags().StringVar(&f.out, "out", "", "new folder for table impact, which firesale plot draws")
	cmd.Flags().StringArrayVar(&f.sets, "set", nil, "path=value: override a value of the study")
	cmd.Flags().BoolVar(&f.quiet, "quiet", false, "no progress")
	return cmd
}

func calibrateImpact(ctx context.Context, name string, f impactFlags, stdout, stderr io.Writer) error {
	if f.starts < 2 {
		return fmt.Errorf("--starts %d: want at least 2, for an error", f.starts)
	}
	if f.workers < 1 {
		return fmt.Errorf("--workers %d: want at least 1", f.workers)
	}
	protocol := calibrate.FullProtocol(f.starts)
	if err := protocol.WarmUp.UnmarshalText([]byte(f.warmUp)); err != nil || protocol.WarmUp < protocol.Child {
		return fmt.Errorf("--warm-up %s: want a duration of 10 s or more, like 24h", f.warmUp)
	}
	study, err := experiments.LoadStudy(name, experiments.Options{Sets: append([]string{`market.venue="book"`}, f.sets...)})
	if err != nil {
		return err
	}
	if study.Points[0].World.Book == nil {
		return errors.New(`market.venue: want "book": impact is measured in an order book`)
	}
	if f.out != "" {
		if err := experiments.FreshFolder(f.out); err != nil {
			return err
		}
	}
	market := calibrate.MarketOf(study)
	if f.quiet {
		stderr = io.Discard
	}
	bar := newBar(stderr, f.quiet)
	impact, err := calibrate.Measure(ctx, market, protocol, f.workers, func(done int) { bar.show(int64(done), int64(f.starts)) })
	bar.end()
	if err != nil {
		return failure{err}
	}
	if err := impact.WriteTable(stdout); err != nil {
		return failure{err}
	}
	fmt.Fprintln(stdout)
	if err := impact.WriteTOML(stdout, market); err != nil {
		return failure{err}
	}
	if f.out == "" {
		return nil
	}
	table, err := impact.Table()
	if err != nil {
		return failure{err}
	}
	if err := experiments.KeepTable(f.out, table, study.Name, study.Config, market.Seed); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "\ntable impact in %s: firesale plot %s --figure impact\n", f.out, f.out)
	return nil
}
