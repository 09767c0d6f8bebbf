package main

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"firesale/experiments"
)

// Bad usage is answered with what there is, in one sentence where that is enough.

// takes wants the arguments of a command's usage line, and says what the first can be.
func takes(n int, first func() string) cobra.PositionalArgs { return takesFrom(n, n, first) }

// takesFrom wants at least so many arguments, and at most so many.
func takesFrom(least, most int, first func() string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if least <= len(args) && len(args) <= most {
			return nil
		}
		_, want, _ := strings.Cut(cmd.Use+" ", " ")
		if most == 0 {
			want = "nothing behind it"
		}
		text := fmt.Sprintf("%s: want %s, got %s", cmd.CommandPath(), strings.TrimSpace(want), count(len(args), "argument"))
		if first != nil {
			text += ": " + first()
		}
		return errors.New(text)
	}
}

// studyNames is what can stand for STUDY.
func studyNames() string {
	return "STUDY is the path of a TOML file, or one of " + strings.Join(experiments.Shipped(), ", ")
}

// folderNames is what can stand for DIR.
func folderNames() string { return "DIR is a folder that firesale run has written" }

// unknownCommand says which commands there are.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Root().Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return fmt.Errorf("firesale: no command %q: there is %s", args[0], strings.Join(names, ", "))
}

// anyNumber is as many arguments as there are.
const anyNumber = math.MaxInt

// badFlag says which flags the command has, or what the flag that was written takes.
func badFlag(cmd *cobra.Command, err error) error {
	why, _, _ := strings.Cut(err.Error(), ": strconv.")
	_, name, _ := strings.Cut(why, `for "--`)
	if f := cmd.Flags().Lookup(strings.TrimSuffix(name, `" flag`)); f != nil {
		return fmt.Errorf("%s: %s: want %s", cmd.CommandPath(), why, flagWants[f.Value.Type()])
	}
	return fmt.Errorf("%s: %s: there is\n%s", cmd.CommandPath(), why, strings.TrimRight(cmd.Flags().FlagUsages(), "\n"))
}

// flagWants is what can be written behind a flag, by the type that it has for cobra. Other text is never refused.
var flagWants = map[string]string{
	"bool": "true or false", "int": "a whole number", "int64": "a whole number", "uint64": "a whole number, at least 0",
}

// helpCommand is cobra's, but help on a command that does not exist is a mistake of the user.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "What a command does, and its flags",
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			switch {
			case err != nil:
				return unknownCommand(cmd, args)
			case len(rest) > 0:
				return unknownCommand(cmd, rest)
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	}
}
