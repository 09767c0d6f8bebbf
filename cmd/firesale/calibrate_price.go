package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"firesale/experiments/calibrate"
)

func calibratePriceCommand() *cobra.Command {
	var kind string
	cmd := &cobra.Command{
		Use:   "price FILE",
		Short: "Estimate a price kind from a price file, and print [price] with standard errors",
		Long:  "Estimate a price kind from a price file of any layout that price.kind = \"replay\" reads.\n\n" + priceKinds(),
		Args: takes(1, func() string {
			return "FILE is a CSV of prices, as price.kind = \"replay\" reads it"
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := os.Open(args[0])
			if err != nil {
				return err
			}
			defer f.Close()
			if refusal := calibrate.Refusal(kind); refusal != nil {
				return refusal
			}
			returns, err := calibrate.ReadReturns(f, args[0])
			if err != nil {
				return err
			}
			estimate, err := calibrate.EstimatePrice(kind, returns)
			if err != nil {
				return err
			}
			return estimate.WriteTOML(cmd.OutOrStdout(), returns)
		},
	}
	cmd.Flags().StringVar(&kind, "kind", "gbm", "price kind")
	return cmd
}

// priceKinds says which kinds are estimated, and why others are not.
func priceKinds() string {
	var b strings.Builder
	for _, k := range calibrate.PriceKinds {
		if k.Refused == "" {
			fmt.Fprintf(&b, "  %-9s estimated\n", k.Name)
		} else {
			fmt.Fprintf(&b, "  %-9s refused: %s\n", k.Name, k.Refused)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}
