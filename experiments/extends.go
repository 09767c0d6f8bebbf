package experiments

import (
	"fmt"
	"strings"
)

// An Opener finds a study by the name that a user or another study calls it, from the file that does ("" for the command
// line): it returns the text and the path that identifies the file.
type Opener func(name, from string) (text []byte, path string, err error)

// Load reads a study and every study that it extends, the furthest lowest. An error is Faults.
func Load(name string, open Opener) (*Tree, error) {
	text, path, err := open(name, "")
	if err != nil {
		return nil, Faults{{File: name, Want: err.Error()}}
	}
	return load(path, text, open, nil)
}

// load reads one file and what it extends; chain is the files that led here.
func load(path string, text []byte, open Opener, chain []string) (*Tree, error) {
	t, err := ParseTree(path, text)
	if err != nil {
		return nil, err
	}
	key := t.root.child("extends")
	if key == nil {
		return t, nil
	}
	name, ok := key.value.(string)
	if !ok {
		return nil, Faults{t.Fault("extends", "want the name of a study, or the path of its file, in quotes")}
	}
	below, belowPath, err := open(name, path)
	if err != nil {
		return nil, Faults{t.Fault("extends", err.Error())}
	}
	chain = append(chain, path)
	for i, seen := range chain {
		if seen == belowPath {
			circle := strings.Join(append(chain[i:len(chain):len(chain)], belowPath), " extends ")
			return nil, Faults{t.Fault("extends", fmt.Sprintf("want a study that does not lead back here (%s)", circle))}
		}
	}
	base, err := load(belowPath, below, open, chain)
	if err != nil {
		return nil, err
	}
	t.Remove("extends")
	t.Overlay(base)
	return t, nil
}

// Overlay puts t over a base: tables are joined key by key, any other value of t hides the one below.
func (t *Tree) Overlay(base *Tree) {
	joined := base.Clone()
	joined.lay(t)
	joined.root.from = t.root.from
	*t = *joined
}

// lay writes another tree over t, one layer up.
func (t *Tree) lay(over *Tree) {
	over.root.raise(t.top + 1)
	t.top += over.top + 1
	t.root.lay(over.root)
}

func (n *node) lay(over *node) {
	for _, kid := range over.kids {
		below := n.child(kid.key)
		switch {
		case below == nil:
			n.kids = append(n.kids, kid)
		case below.table && kid.table:
			if kid.from.Line > 0 { // a table is where a file writes it, whatever --set puts into it
				below.from, below.layer = kid.from, kid.layer
			}
			below.lay(kid)
		default:
			*below = *kid
		}
	}
}
