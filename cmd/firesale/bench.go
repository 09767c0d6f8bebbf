package main

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"firesale/experiments"
)

func benchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bench flow FILE",
		Short: "Play an order-flow file through the order book, beside the touch floor",
		Args:  takes(0, func() string { return "there is bench flow" }),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(benchFlowCommand())
	return cmd
}

func benchFlowCommand() *cobra.Command {
	var kind string
	var messages int
	var seed uint64
	cmd := &cobra.Command{
		Use:   "flow FILE",
		Short: "Messages, trades, volume, notional and hash of a flow file, and the time of a message",
		Args:  takes(1, func() string { return "FILE is an order flow of layout LOBFLOW1, or with --generate a new one" }),
		RunE: func(cmd *cobra.Command, args []string) error {
			if messages < 0 || messages > math.MaxInt32 {
				return fmt.Errorf("--messages %d: want at least 0 and at most %d", messages, math.MaxInt32)
			}
			if kind != "" {
				if err := experiments.WriteFlow(args[0], kind, messages, seed); err != nil {
					return err
				}
			}
			b, err := experiments.BenchFlow(args[0])
			if err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			fmt.Fprintf(w, "messages  %d\ntrades    %d\nvolume    %d\nnotional  %d\nhash      %016x\n",
				b.Result.Messages, b.Result.Trades, b.Result.Volume, b.Result.Notional, b.Result.Hash)
			switch {
			case b.Messages == 0:
				return nil
			case b.Laps == 0:
				fmt.Fprintf(w, "the machine was busy in all %d laps: no time is worth printing\n", b.Refused)
				return nil
			}
			n := float64(b.Messages)
			fmt.Fprintf(w, "book      %.1f ns a message, touch floor %.1f ns: %.2f of the floor (median of %d laps, %d refused)\n",
				float64(b.Book.Nanoseconds())/n, float64(b.Floor.Nanoseconds())/n, b.Share, b.Laps, b.Refused)
			return nil
		},
	}
	cmd.Flags().StringVar(&kind, "generate", "", "write FILE first: santafe, deep or cascade")
	cmd.Flags().IntVar(&messages, "messages", 5_000_000, "of a generated flow")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "of a generated flow")
	return cmd
}
