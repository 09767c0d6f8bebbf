package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"firesale/experiments"
	"firesale/experiments/metric"
	"firesale/plots"
)

// listed is what there is to list, in the order in which list alone prints it.
var listed = []struct {
	name  string
	print func(w io.Writer) error
}{
	{"studies", listStudies}, {"kinds", listKinds}, {"metrics", listMetrics}, {"figures", listFigures},
}

func listCommand() *cobra.Command {
	var names []string
	for _, l := range listed {
		names = append(names, l.name)
	}
	return &cobra.Command{
		Use:   "list [" + strings.Join(names, "|") + "]",
		Short: "What there is: shipped studies, kinds with their keys, metrics, figures",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, l := range listed {
				if len(args) == 1 && args[0] != l.name {
					continue
				}
				if len(args) == 0 {
					fmt.Fprintf(cmd.OutOrStdout(), "%s\n\n", strings.ToUpper(l.name))
				}
				if err := l.print(cmd.OutOrStdout()); err != nil || len(args) == 1 {
					return err
				}
				fmt.Fprintln(cmd.OutOrStdout())
			}
			if len(args) == 1 {
				return fmt.Errorf("list %s: there is %s", args[0], strings.Join(names, ", "))
			}
			return nil
		},
	}
}

func listStudies(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, name := range experiments.Shipped() {
		title, err := experiments.ShippedTitle(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s\t%s\n", name, title)
	}
	return out.Flush()
}

// listKinds prints every kind of every table with its keys: unit, preset, provenance.
func listKinds(w io.Writer) error {
	for _, room := range experiments.Rooms() {
		fmt.Fprintf(w, "[%s]\n", room.Table)
		for _, k := range room.Kinds {
			fmt.Fprintf(w, "  %s: %s\n", k.Name, k.Doc)
			for _, s := range experiments.KindSettings(k) {
				fmt.Fprintf(w, "    %s\n", keyLine(s))
			}
		}
		fmt.Fprintln(w)
	}
	return nil
}

func keyLine(s experiments.Setting) string {
	preset := s.Text
	switch {
	case s.Required:
		preset = "required"
	case s.Absent:
		preset = "absent"
	}
	line := fmt.Sprintf("%s = %s  # %s", s.Address(), preset, s.Doc)
	if s.Unit != "" {
		line += " [" + s.Unit + "]"
	}
	if s.Source != "" {
		line += "; " + s.Source
	}
	return line
}

func listMetrics(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, k := range metric.Kinds {
		fmt.Fprintf(out, "%s\t%s\t%s\n", k.Name, k.Unit, k.Doc)
	}
	for _, k := range metric.NoteKinds {
		fmt.Fprintf(out, "%s.LENDER.NOTE\t%s\t%s\n", k.Name, k.Unit, k.Doc)
	}
	return out.Flush()
}

func listFigures(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, k := range plots.Kinds {
		name := k.Name
		if k.Shows != "" {
			name += "[:" + strings.ReplaceAll(strings.TrimPrefix(k.Shows, "the "), " ", "-") + "]"
		}
		fmt.Fprintf(out, "%s\t%s\n", name, k.Doc)
	}
	return out.Flush()
}
