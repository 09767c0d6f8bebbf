// Command firesale asks what happens when everybody's collateral is sold at once: it runs studies of liquidation
// cascades, draws what came out, and checks itself against closed forms and published results.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"firesale/experiments"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// Exit codes, on which scripts rely.
const (
	exitDone   = 0
	exitFailed = 1 // a run or a validation failed
	exitInput  = 2 // the user's input is wrong, and nothing was written
)

// failure is an error that is not the user's: something ran, and did not come out.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

func run(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	said := make(chan struct{})
	silence := context.AfterFunc(ctx, func() {
		stop()
		fmt.Fprintln(stderr, "stopping; once more: at once")
		close(said)
	})
	defer func() {
		if !silence() { // a signal came
			<-said
		}
	}()
	root := rootCommand()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var failed failure
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "stopped")
		return exitFailed
	case errors.As(err, &failed):
		fmt.Fprintln(stderr, err)
		return exitFailed
	}
	fmt.Fprintln(stderr, err)
	return exitInput
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "firesale",
		Short:         "What happens when everybody's collateral is sold at once?",
		Version:       experiments.Version,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(badFlag)
	root.SetHelpCommand(helpCommand())
	root.AddCommand(runCommand(), mergeCommand(), plotCommand(), compareCommand(), reportCommand(), exportCommand(), listCommand(), showCommand(), initCommand(), validateCommand(), schemaCommand(), benchCommand(), calibrateCommand())
	return root
}
