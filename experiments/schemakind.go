package experiments

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// What the schema says of a table whose keys depend on its kind.

// take adds the keys of another table, and what it lacks without them.
func (o object) take(other object) {
	maps.Copy(o["properties"].(object), other["properties"].(object))
	if lacks, ok := other["required"].([]string); ok {
		before, _ := o["required"].([]string)
		o["required"] = slices.Concat(before, lacks)
	}
}

// A group is kinds whose own keys are described alike.
type group struct {
	names []string
	keys  object
}

// groups joins kinds that differ in their presets only, and then says no preset.
func (sc schemer) groups(kinds []Kind) []group {
	var out []group
	at := map[string]int{}
	for _, k := range kinds {
		var own []slot
		if params := inner(reflect.ValueOf(k.Preset())); params.IsValid() {
			own = slots(params)
		}
		silent := schemer{sc.partial, true}.object(own)
		id, _ := json.Marshal(silent)
		if i, ok := at[string(id)]; ok {
			out[i] = group{append(out[i].names, k.Name), silent}
			continue
		}
		at[string(id)] = len(out)
		out = append(out, group{[]string{k.Name}, sc.object(own)})
	}
	return out
}

func kindSchema(kinds []Kind) object {
	var docs []string
	for _, k := range kinds {
		docs = append(docs, k.Name+": "+k.Doc)
	}
	return object{"enum": kindNames(kinds), "description": strings.Join(docs, "\n")}
}

// anyKind takes the keys of every kind.
func (sc schemer) anyKind(common []slot, groups []group) object {
	all := sc.object(common)
	properties := all["properties"].(object)
	for _, g := range groups {
		for key, s := range g.keys["properties"].(object) {
			if _, known := properties[key]; !known {
				properties[key] = s
			} else if !reflect.DeepEqual(properties[key], s) {
				properties[key] = object{"anyOf": []any{properties[key], s}}
			}
		}
	}
	return all
}
