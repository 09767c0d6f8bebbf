package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"firesale/experiments"
	"firesale/experiments/results"
	"firesale/plots"
)

// runFlags are the flags of run.
type runFlags struct {
	out          string
	sets         []string
	seed         int64
	replications int64
	workers      int
	figures      bool
	quiet        bool
	shard        string
}

func runCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run STUDY",
		Short: "Run a study: a shipped one by name, or the path of a TOML file",
		Args:  takes(1, studyNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("seed") {
				f.sets = append(f.sets, "run.seed="+strconv.FormatInt(f.seed, 10))
			}
			if cmd.Flags().Changed("replications") {
				f.sets = append(f.sets, "run.replications="+strconv.FormatInt(f.replications, 10))
			}
			return runStudy(cmd.Context(), args[0], f, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&f.out, "out", "results", "folder below which the study gets a folder of its own")
	cmd.Flags().StringArrayVar(&f.sets, "set", nil, "path=value: override a value of the study; an address that the design varies is fixed by it")
	cmd.Flags().Int64Var(&f.seed, "seed", 0, "override run.seed")
	cmd.Flags().Int64Var(&f.replications, "replications", 0, "override run.replications")
	cmd.Flags().IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "runs at the same time; no result depends on it")
	cmd.Flags().BoolVar(&f.figures, "figures", true, "draw the study's figures")
	cmd.Flags().BoolVar(&f.quiet, "quiet", false, "print nothing but errors")
	cmd.Flags().StringVar(&f.shard, "shard", "", "k/n: run only piece k, from 0, of n; firesale merge joins them")
	return cmd
}

func runStudy(ctx context.Context, name string, f runFlags, stdout, stderr io.Writer) error {
	if f.workers < 1 {
		return fmt.Errorf("--workers %d: want at least 1", f.workers)
	}
	var shard experiments.Shard
	if f.shard != "" {
		var err error
		if shard, err = experiments.ParseShard(f.shard); err != nil {
			return fmt.Errorf("--shard %s: %w", f.shard, err)
		}
	}
	study, err := experiments.LoadStudy(name, experiments.Options{Sets: f.sets, Figure: noFigure})
	if err != nil {
		return err
	}
	if err := checkFigures(study); err != nil {
		return err
	}
	if f.quiet {
		stdout, stderr = io.Discard, io.Discard
	}
	printQuestion(stdout, study)
	bar := newBar(stderr, f.quiet)
	if f.shard != "" {
		return runShard(ctx, study, f, shard, bar, stdout)
	}
	started := time.Now()
	outcome, err := study.Run(ctx, f.out, f.workers, bar.show)
	bar.end()
	if err := ended(outcome, err); err != nil {
		return err
	}
	printRate(stdout, study, outcome, time.Since(started))
	return conclude(stdout, study, outcome, f.figures)
}

// ended sorts out how a run can end: well, by Ctrl-C, by the user's mistake, or by ours.
func ended(outcome experiments.Outcome, err error) error {
	var unwritable *experiments.OutputError
	var faults experiments.Faults
	switch {
	case errors.Is(err, results.ErrClaimed):
		return err
	case errors.As(err, &unwritable) && holdsFiles(outcome.Dir): // a full disk: what is done stays, and can be gone on from
		return failure{err}
	case err == nil, errors.As(err, &unwritable), errors.As(err, &faults):
		return err
	case errors.Is(err, context.Canceled) && holdsFiles(outcome.Dir):
		return failure{fmt.Errorf("stopped: %s holds what is done, the same command goes on from there", outcome.Dir)}
	}
	return failure{err}
}

// holdsFiles says whether something was written into a folder, now or before.
func holdsFiles(dir string) bool {
	files, err := os.ReadDir(dir)
	return err == nil && len(files) > 0
}

// noFigure says why no figure is called so.
func noFigure(name string) error {
	_, _, err := plots.Find(name)
	return err
}

// checkFigures reports every figure that the study asks for and nobody can draw, before anything runs.
func checkFigures(study *experiments.Study) error {
	var faults []error
	for _, figure := range study.Spec.Figures.Draw {
		kind, word, err := plots.Find(figure)
		if err == nil {
			err = study.Shows(kind.Shows, word)
		}
		if err != nil {
			faults = append(faults, study.FigureFault(figure, err))
		}
	}
	return errors.Join(faults...)
}

// conclude prints what came out and where it is, and draws the figures.
func conclude(stdout io.Writer, study *experiments.Study, outcome experiments.Outcome, figures bool) error {
	if err := errors.Join(printSummary(stdout, study, outcome.Dir), printSensitivity(stdout, study, outcome.Dir), printRare(stdout, study, outcome.Dir), printAttribution(stdout, study, outcome.Dir), printFound(stdout, study, outcome.Dir)); err != nil {
		return failure{err}
	}
	fmt.Fprintf(stdout, "\nresults in %s\n", outcome.Dir)
	if figures {
		drawn, err := plots.Draw(outcome.Dir, study.Spec.Figures.Draw, nil)
		if err != nil {
			return failure{err}
		}
		printFigures(stdout, drawn)
	}
	if err := printNext(stdout, outcome.Dir); err != nil {
		return failure{err}
	}
	return failedRuns(outcome.Dir)
}

// failedRuns is an error if runs of a folder failed, with the place and the reason of the first. It asks the table, because a
// study that was complete already has run nothing.
func failedRuns(dir string) error {
	runs, failed, first := 0, 0, ""
	err := results.Select(dir, "runs", []string{"point", "replication", "reason"}, func(row []results.Cell) error {
		runs++
		if reason, isFailed := row[2].Text(); isFailed {
			if failed++; failed == 1 {
				first = fmt.Sprintf("point %s, replication %s: %s", row[0], row[1], reason)
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return failure{err}
	case failed > 0:
		return failure{fmt.Errorf("%d of %d runs failed: see status and reason in runs.parquet; the first: %s", failed, runs, first)}
	}
	return nil
}
