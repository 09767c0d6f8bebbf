package main

import (
	"fmt"
	"io"
	"slices"
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
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 || len(args) == 1 && !slices.Contains(names, args[0]) {
				return fmt.Errorf("list %s: there is %s", strings.Join(args, " "), strings.Join(names, ", "))
			}
			return nil
		},
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

// listKinds prints every kind of every table with its keys: preset, meaning, unit, provenance. The keys that all kinds share
// come first; of a kind with the keys of one before it only what differs is printed. Tables that a study may add come last.
func listKinds(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, room := range experiments.Rooms() {
		fmt.Fprintf(out, "[%s]\n", room.Table)
		listSettings(out, "  ", room.Shared)
		for i, k := range room.Kinds {
			fmt.Fprintf(out, "  %s: %s\n", k.Name, k.Doc)
			settings := experiments.KindSettings(k)
			if like := alike(room.Kinds[:i], settings); like != nil {
				fmt.Fprintf(out, "    %s\n", unlike(*like, settings))
				continue
			}
			listSettings(out, "    ", settings)
		}
		fmt.Fprintln(out)
	}
	for i, t := range experiments.OptionalTables() {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "[%s]: %s\n", t.Name, t.Doc)
		listSettings(out, "    ", t.Settings)
	}
	return out.Flush()
}

func listSettings(w io.Writer, indent string, settings []experiments.Setting) {
	for _, s := range settings {
		fmt.Fprintf(w, "%s%s = %s\t%s\n", indent, s.Address(), preset(s), meaning(s))
	}
}

// alike is the first of some kinds with the same keys, each of which means the same; nil if there is none.
func alike(kinds []experiments.Kind, settings []experiments.Setting) *experiments.Kind {
	same := func(a, b experiments.Setting) bool { return a.Address() == b.Address() && a.Doc == b.Doc }
	for i, k := range kinds {
		if len(settings) > 0 && slices.EqualFunc(experiments.KindSettings(k), settings, same) {
			return &kinds[i]
		}
	}
	return nil
}

// unlike says what is different from a kind with the same keys.
func unlike(k experiments.Kind, settings []experiments.Setting) string {
	var others []string
	for i, s := range experiments.KindSettings(k) {
		if preset(s) != preset(settings[i]) {
			others = append(others, s.Address()+" = "+preset(settings[i]))
		}
	}
	if len(others) == 0 {
		return "keys of " + k.Name
	}
	return "keys of " + k.Name + ", but " + strings.Join(others, ", ")
}

func preset(s experiments.Setting) string {
	switch {
	case s.Required:
		return "required"
	case s.Absent:
		return "absent"
	}
	return s.Text
}

func meaning(s experiments.Setting) string {
	line := s.Doc
	if s.Unit != "" && s.Unit != "1" {
		line += " [" + s.Unit + "]"
	}
	if len(s.OneOf) > 0 {
		line += " (" + strings.Join(s.OneOf, " | ") + ")"
	}
	if s.Source != "" && !s.Required {
		line += "; " + s.Source
	}
	return line
}

func listMetrics(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, k := range slices.Concat(metric.Kinds, metric.CascadePreset().Kinds()) {
		fmt.Fprintf(out, "%s\t%s\t%s\n", k.Name, k.Unit, k.Doc)
	}
	for _, k := range metric.BookKinds {
		fmt.Fprintf(out, "%s\t%s\t%s (order book)\n", k.Name, k.Unit, k.Doc)
	}
	fmt.Fprintf(out, "%s.LENDER\t%s\t%s (order book)\n", metric.SalePrice.Name, metric.SalePrice.Unit, metric.SalePrice.Doc)
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
