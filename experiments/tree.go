package experiments

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// An Origin is where a value was written.
type Origin struct {
	File string // "--set" for the command line, "vary" for a point of the design
	Line int    // from 1; 0 where there are no lines
}

// A Tree is a study before it is understood: nested tables of raw values, each with its origin. Keys keep their case
// and their order in the file. What `extends`, --set and a point of the design change, they change here, so that one
// decoder judges all of it and says where each value came from.
type Tree struct {
	root *node
	top  int // the highest layer in the tree
}

// A node is a table (kids) or a value.
type node struct {
	key   string
	table bool
	kids  []*node
	value any // string, int64, float64, bool, time.Time, or []any of these and of map[string]any
	from  Origin
	layer int // what is written over a tree has a higher one
}

// ParseTree reads TOML text. The name stands in error messages: it is how the user called the file.
// An error is Faults: of the syntax, or of keys that differ only in their case.
func ParseTree(name string, text []byte) (*Tree, error) {
	raw := map[string]any{}
	if _, err := toml.Decode(string(text), &raw); err != nil {
		return nil, syntaxFault(name, err)
	}
	p := planter{file: name, places: places(string(text))}
	return &Tree{root: p.table(nil, raw)}, nil
}

// syntaxFault keeps what the library says in one line and drops its prefix.
func syntaxFault(name string, err error) Faults {
	f := Fault{File: name, Line: 1, Want: "not TOML: " + strings.TrimPrefix(err.Error(), "toml: ")}
	var parse toml.ParseError
	if errors.As(err, &parse) {
		f.Line, f.Key, f.Want = max(1, parse.Position.Line), parse.LastKey, "not TOML: "+parse.Message
	}
	f.Key, f.Want = oneLine(f.Key), oneLine(f.Want)
	return Faults{f}
}

// oneLine turns newlines into spaces: the library quotes what it met as it is.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// A planter grows nodes from what the library parsed and the scanner found.
type planter struct {
	file   string
	places map[string]place
}

func (p planter) table(path []string, raw map[string]any) *node {
	n := &node{table: true, from: p.origin(path)}
	if len(path) > 0 {
		n.key = path[len(path)-1]
	}
	for key, v := range raw {
		n.kids = append(n.kids, p.grow(append(path[:len(path):len(path)], key), v))
	}
	slices.SortFunc(n.kids, func(a, b *node) int {
		return cmp.Or(cmp.Compare(p.rank(path, a), p.rank(path, b)), cmp.Compare(a.key, b.key))
	})
	return n
}

func (p planter) grow(path []string, v any) *node {
	if raw, ok := v.(map[string]any); ok {
		return p.table(path, raw)
	}
	if tables, ok := v.([]map[string]any); ok { // an array of tables is a list like any other here
		list := make([]any, len(tables))
		for i := range tables {
			list[i] = tables[i]
		}
		v = list
	}
	return &node{key: path[len(path)-1], value: v, from: p.origin(path)}
}

func (p planter) rank(path []string, n *node) int {
	return p.places[strings.Join(append(path[:len(path):len(path)], n.key), pathSeparator)].rank
}

// origin is the place of a path, or of the nearest table around it; the file itself begins on line 1.
func (p planter) origin(path []string) Origin {
	for ; len(path) > 0; path = path[:len(path)-1] {
		if at, ok := p.places[strings.Join(path, pathSeparator)]; ok {
			return Origin{p.file, at.line}
		}
	}
	return Origin{p.file, 1}
}

// child is the node of a key in a table, nil if it is not written.
func (n *node) child(key string) *node {
	if n == nil {
		return nil
	}
	for _, kid := range n.kids {
		if kid.key == key {
			return kid
		}
	}
	return nil
}

// find is the node of a path, nil if it is not written.
func (n *node) find(path []string) *node {
	for _, part := range path {
		n = n.child(part)
	}
	return n
}

// clone copies the tables. Values are never written to, so they are shared.
func (n *node) clone() *node {
	c := *n
	c.kids = make([]*node, len(n.kids))
	for i, kid := range n.kids {
		c.kids[i] = kid.clone()
	}
	return &c
}

// raise adds to the layer of every node.
func (n *node) raise(by int) {
	n.layer += by
	for _, kid := range n.kids {
		kid.raise(by)
	}
}

// Clone is an independent copy: each point of a design changes its own.
func (t *Tree) Clone() *Tree { return &Tree{root: t.root.clone(), top: t.top} }
