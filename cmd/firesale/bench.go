package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"firesale/experiments"
)

func benchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bench flow FILE",
		Short: "Play an order-flow file through the order book, beside the touch floor",
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
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
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
			if b.Laps == 0 {
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
