package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"firesale/experiments"
	"firesale/experiments/oracle"
)

// factsFlags are those of validate facts.
type factsFlags struct {
	out             string
	sets            []string
	starts, workers int
}

func (f *factsFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.out, "out", "", "facts: new folder for table facts, which firesale plot draws")
	cmd.Flags().StringArrayVar(&f.sets, "set", nil, "facts: path=value: override a value of the study")
	cmd.Flags().IntVar(&f.starts, "starts", 40, "facts: replications of every large sale in an order book; 0 = none")
	cmd.Flags().IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "facts: runs at the same time; no result depends on it")
}

// unread refuses them where no study is held to facts.
func (f *factsFlags) unread(cmd *cobra.Command) error {
	for _, name := range []string{"out", "set", "starts", "workers"} {
		if cmd.Flags().Changed(name) {
			return fmt.Errorf("--%s: want facts STUDY beside it: cases are as they are", name)
		}
	}
	return nil
}

// facts holds one study to the stylised facts.
func (v *verdict) facts(ctx context.Context, args []string, f factsFlags) error {
	switch {
	case len(args) != 1:
		return fmt.Errorf("firesale validate facts: want STUDY, got %s: %s", count(len(args), "argument"), studyNames())
	case f.workers < 1:
		return fmt.Errorf("--workers %d: want at least 1", f.workers)
	case f.starts < 0 || f.starts == 1:
		return fmt.Errorf("--starts %d: want 0, or at least 2, for an error", f.starts)
	}
	study, err := experiments.LoadStudy(args[0], experiments.Options{Sets: f.sets})
	if err != nil {
		return err
	}
	if f.out != "" {
		if err := experiments.FreshFolder(f.out); err != nil {
			return err
		}
	}
	started := time.Now()
	err = oracle.Facts(ctx, study, oracle.FactsConfig{Workers: f.workers, Starts: f.starts, Out: f.out, Metaorders: metaorders}, v.add)
	var unwritable *experiments.OutputError
	var unfit *oracle.UnfitStudy
	switch {
	case errors.As(err, &unwritable), errors.As(err, &unfit):
		return err
	case err != nil:
		return failure{err}
	}
	if f.out != "" {
		fmt.Fprintf(v.out, "\ntable facts in %s: firesale plot %s --figure facts\n", f.out, f.out)
	}
	return v.conclude(started)
}
