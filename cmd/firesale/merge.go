package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"firesale/experiments"
)

// mergeFlags are the flags of merge.
type mergeFlags struct {
	out     string
	workers int
	figures bool
}

func mergeCommand() *cobra.Command {
	var f mergeFlags
	cmd := &cobra.Command{
		Use:   "merge DIR...",
		Short: "Join the shards of a study into one result, the same bytes as a one-machine run",
		Args:  takesFrom(1, anyNumber, func() string { return "DIR is a folder that firesale run --shard has written" }),
		RunE: func(cmd *cobra.Command, args []string) error {
			return merge(cmd.Context(), args, f, cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&f.out, "out", "results", "folder below which the study gets a folder of its own")
	cmd.Flags().IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "runs at the same time, for a study that searches; no result depends on it")
	cmd.Flags().BoolVar(&f.figures, "figures", true, "draw the study's figures")
	return cmd
}

func merge(ctx context.Context, dirs []string, f mergeFlags, stdout io.Writer) error {
	study, outcome, err := experiments.Merge(ctx, dirs, f.out, f.workers)
	switch {
	case err != nil && outcome.Dir == "": // the shards do not make a whole
		return err
	case err != nil:
		return ended(outcome, err)
	}
	printQuestion(stdout, study)
	if outcome.Complete {
		fmt.Fprintln(stdout, "complete already: nothing to merge")
	} else {
		fmt.Fprintf(stdout, "%s of %s\n", count(int(outcome.Resumed), "run"), count(len(dirs), "shard"))
	}
	return conclude(stdout, study, outcome, f.figures)
}

// runShard runs one piece of a study and says what to do with it.
func runShard(ctx context.Context, study *experiments.Study, f runFlags, shard experiments.Shard, bar *bar, stdout io.Writer) error {
	outcome, err := study.RunShard(ctx, f.out, shard, f.workers, bar.show)
	bar.end()
	if err := ended(outcome, err); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "shard %d/%d: %s found, %s run, in %s\n", shard.K, shard.N,
		count(int(outcome.Resumed), "run"), grouped(float64(outcome.Ran)), outcome.Dir)
	fmt.Fprintf(stdout, "  when all are there: firesale merge %s-shard-*\n", filepath.Join(f.out, study.Folder()))
	return nil
}
