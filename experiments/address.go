package experiments

import (
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// CommandLine is the file name of what --set wrote.
const CommandLine = "--set"

// ParseAddress splits lender.ledn.copies into its parts; a part with a dot in it is quoted, as in TOML:
// design.vary."lender.ledn.copies".
func ParseAddress(address string) ([]string, error) {
	s := scanner{text: address, line: 1}
	path := s.key()
	if s.more() {
		return nil, fmt.Errorf("address %q: want parts between dots, like lender.ledn.copies", address)
	}
	for _, part := range path {
		if part == "" {
			return nil, fmt.Errorf("address %q: want no empty part, like lender.ledn.copies", address)
		}
	}
	return path, nil
}

// sameAddress says whether a written address is that of a path, however it is spelled.
func sameAddress(address string, path []string) bool {
	at, err := ParseAddress(address)
	return err == nil && slices.Equal(at, path)
}

// FormatAddress joins the parts and quotes what needs it.
func FormatAddress(path []string) string {
	parts := make([]string, len(path))
	for i, part := range path {
		parts[i] = formatKey(part)
	}
	return strings.Join(parts, ".")
}

// isBare says whether a key needs no quotes.
func isBare(key string) bool {
	for _, r := range key {
		if !strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", r) {
			return false
		}
	}
	return key != ""
}

// Assign obeys one --set: path=value, where the value is TOML, else a string, so that quotes are rarely needed in a
// shell: price.volatility=55%, run.seed=7, clock.start=2026-01-31.
func (t *Tree) Assign(assignment string) error {
	path, value, err := parseAssignment(assignment)
	if err == nil {
		t.set(path, value, Origin{File: CommandLine})
	}
	return err
}

func parseAssignment(assignment string) (path []string, value any, err error) {
	s := scanner{text: assignment, line: 1}
	s.key()
	path, err = ParseAddress(assignment[:s.pos])
	if s.peek() != '=' || err != nil {
		return nil, nil, Faults{{File: CommandLine, Value: assignment, Want: "want path=value, like lender.ledn.copies=10"}}
	}
	return path, readValue(strings.TrimSpace(assignment[s.pos+1:])), nil
}

// readValue is a TOML value, or the text itself where it is none.
func readValue(text string) any {
	raw := map[string]any{}
	if _, err := toml.Decode("value = "+text, &raw); err != nil || len(raw) != 1 {
		return text
	}
	return raw["value"]
}

// Set writes one raw value over the tree: a value of a sweep at its address. A table is laid over the table that is
// there. Whether the address and the value mean anything, Decode says.
func (t *Tree) Set(address string, value any, from Origin) error {
	path, err := ParseAddress(address)
	if err != nil {
		return Faults{{File: from.File, Line: from.Line, Want: err.Error()}}
	}
	t.set(path, value, from)
	return nil
}

// unvary takes the addresses that a value is written to out of the design.
func (t *Tree) unvary(path []string, value any) {
	if table, ok := value.(map[string]any); ok {
		for key, inner := range table {
			t.unvary(append(slices.Clone(path), key), inner)
		}
		return
	}
	for _, axis := range t.Keys("design.vary") {
		if sameAddress(axis, path) {
			t.Remove(FormatAddress([]string{"design", "vary", axis}))
		}
	}
}

func (t *Tree) set(path []string, value any, from Origin) {
	for i := len(path) - 1; i > 0; i-- {
		value = map[string]any{path[i]: value}
	}
	top := planter{file: from.File}.table(nil, map[string]any{path[0]: value})
	top.settle(from)
	t.lay(&Tree{root: top})
}

// settle gives all nodes one origin.
func (n *node) settle(from Origin) {
	n.from = from
	for _, kid := range n.kids {
		kid.settle(from)
	}
}

// Get is the raw value at an address: tables as map[string]any; false if nothing is written there.
func (t *Tree) Get(address string) (any, bool) {
	path, err := ParseAddress(address)
	if err != nil {
		return nil, false
	}
	n := t.root.find(path)
	if n == nil {
		return nil, false
	}
	return n.raw(), true
}

func (n *node) raw() any {
	if !n.table {
		return n.value
	}
	m := make(map[string]any, len(n.kids))
	for _, kid := range n.kids {
		m[kid.key] = kid.raw()
	}
	return m
}

// Remove takes away what is written at an address, and says whether there was anything.
func (t *Tree) Remove(address string) bool {
	path, err := ParseAddress(address)
	if err != nil {
		return false
	}
	table := t.root.find(path[:len(path)-1])
	for i := 0; table != nil && i < len(table.kids); i++ {
		if table.kids[i].key == path[len(path)-1] {
			table.kids = append(table.kids[:i], table.kids[i+1:]...)
			return true
		}
	}
	return false
}

// Keys is the keys of a table, in the order in which they were written.
func (t *Tree) Keys(address string) []string {
	path, err := ParseAddress(address)
	if address == "" {
		path, err = nil, nil
	}
	table := t.root.find(path)
	if err != nil || table == nil {
		return nil
	}
	keys := make([]string, len(table.kids))
	for i, kid := range table.kids {
		keys[i] = kid.key
	}
	return keys
}

// Origin is where the value at an address was written, or the nearest table around it: a relative path in it is
// relative to that file.
func (t *Tree) Origin(address string) Origin {
	path, _ := ParseAddress(address)
	for ; len(path) > 0; path = path[:len(path)-1] {
		if n := t.root.find(path); n != nil {
			return n.from
		}
	}
	return t.root.from
}

// Fault is a fault at an address of this tree, with its place and its value: for what only shows after decoding, such
// as a file that is not there.
func (t *Tree) Fault(address, want string) Fault {
	path, err := ParseAddress(address)
	if err != nil {
		return Fault{File: t.root.from.File, Key: address, Want: want}
	}
	return t.fault(path, "", want)
}

// fault takes the value from the tree unless it is given.
func (t *Tree) fault(path []string, value, want string) Fault {
	f := Fault{File: t.root.from.File, Key: FormatAddress(path), Value: value, Want: want}
	for n, rest := t.root, path; n != nil; rest = rest[1:] {
		f.File, f.Line, f.layer = n.from.File, n.from.Line, n.layer
		if len(rest) == 0 {
			if !n.table && value == "" {
				f.Value = formatShort(n.value)
			}
			break
		}
		n = n.child(rest[0])
	}
	return f
}
