package experiments

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// strangers reports the keys that no slot takes.
func (d *decoder) strangers(known []slot, kinds []Kind, n *node, path []string) {
	if n == nil {
		return
	}
	fields := make([]Field, len(known))
	for i, s := range known {
		fields[i] = s.Field
	}
	names := keys(fields)
	for i, kid := range n.kids {
		if slices.Contains(names, kid.key) || leftover(kid, n.child("kind"), kinds) {
			continue
		}
		at := append(path[:len(path):len(path)], kid.key)
		d.mild++
		if twin := caseTwin(n.kids[:i], kid.key); twin != nil {
			d.fault(at, "", fmt.Sprintf("differs from %s (line %d) only in case", twin.key, twin.from.Line))
			continue
		}
		want := "unknown key: " + suggest(kid.key, names)
		if owner := ownerOf(known, kid.key); owner != "" {
			want = "unknown key here: it belongs to " + FormatAddress(append(path[:len(path):len(path)], owner))
		}
		d.fault(at, "", want)
	}
}

// leftover says whether a key is one that a lower layer wrote for the kind that a higher layer replaced.
func leftover(kid, kind *node, kinds []Kind) bool {
	if kind == nil || kid.layer >= kind.layer {
		return false
	}
	for _, k := range kinds {
		if preset := inner(reflect.ValueOf(k.Preset())); preset.IsValid() && slices.Contains(keys(layoutOf(preset.Type()).fields), kid.key) {
			return true
		}
	}
	return false
}

// caseTwin is an earlier key that a decoder without case would take for the same.
func caseTwin(earlier []*node, key string) *node {
	for _, n := range earlier {
		if n.key != key && strings.EqualFold(n.key, key) {
			return n
		}
	}
	return nil
}

// ownerOf is the table below this one that knows a key.
func ownerOf(known []slot, key string) string {
	for _, s := range known {
		if s.shape() != isTable {
			continue
		}
		if slices.Contains(keys(layoutOf(s.Type).fields), key) && key != "kind" {
			return s.Key
		}
	}
	return ""
}

func (d *decoder) caseTwins(n *node, path []string) {
	if n == nil {
		return
	}
	for i, kid := range n.kids {
		if twin := caseTwin(n.kids[:i], kid.key); twin != nil {
			at := append(path[:len(path):len(path)], kid.key)
			d.fault(at, "", fmt.Sprintf("differs from %s (line %d) only in case", twin.key, twin.from.Line))
		}
	}
}
