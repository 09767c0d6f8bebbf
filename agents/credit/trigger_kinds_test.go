package credit

import (
	"reflect"
	"strings"
	"testing"
)

// TestMetricKinds holds every metric to its contract: a name of its own, that the key's documentation has too, and a measure.
func TestMetricKinds(t *testing.T) {
	field, _ := reflect.TypeFor[TriggerSpec]().FieldByName("Metric")
	documented := strings.FieldsFunc(field.Tag.Get("doc"), func(r rune) bool { return r == ',' || r == ' ' })
	seen := map[string]bool{}
	for _, k := range metricKinds {
		written := k.name
		if k.ofNote {
			written += ".NOTE"
		}
		found := false
		for _, word := range documented {
			found = found || word == written
		}
		if seen[k.name] || !found || k.measure == nil || k.counted && !k.covers {
			t.Errorf("%s: want it once, with a measure, and %s in the doc of metric", k.name, written)
		}
		seen[k.name] = true
		if kind, note := metricNamed(strings.Replace(written, "NOTE", "A", 1)); kind == nil || kind.name != k.name || (note == "A") != k.ofNote {
			t.Errorf("%s is not found by its name: %v, note %q", written, kind, note)
		}
	}
	if len(seen) == 0 {
		t.Error("there is no metric: the test judges nothing")
	}
}
