package main

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
)

// start is the study that init writes. It runs as it is.
//
//go:embed init.toml
var start string

// plainName is a name that is a file's, and nothing else.
var plainName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

func initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init NAME",
		Short: "Write NAME.toml, a commented study to start from",
		Args:  takes(1, func() string { return "NAME is that of the study, without .toml" }),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := strings.TrimSuffix(args[0], ".toml")
			if !plainName.MatchString(name) {
				return fmt.Errorf("init %s: want a name of letters, digits, ., - and _", args[0])
			}
			file := name + ".toml"
			f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
			if errors.Is(err, os.ErrExist) {
				return fmt.Errorf("%s is there already: want another name", file)
			}
			if err != nil {
				return err
			}
			_, err = f.WriteString(start)
			if err := errors.Join(err, f.Close()); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "wrote %s; next: firesale run %s\n", file, file)
			return nil
		},
	}
}
