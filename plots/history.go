package plots

import (
	"strings"
	"time"

	"firesale/experiments/results"
)

// history is the date at which a replayed price starts: its time axis shows dates, that of an invented path the
// time since the start. ok is false for every other kind of price, and without a manifest.
func (s source) history() (start time.Time, ok bool) {
	m, err := results.ReadManifest(s.dir)
	if err != nil || valueIn(m.Config, "price", "kind") != `"replay"` {
		return time.Time{}, false
	}
	start, err = time.Parse(time.DateOnly, valueIn(m.Config, "clock", "start"))
	return start, err == nil
}

// valueIn looks up a key of a table in a resolved study, which is written one key a line and each table under its
// header. It is no reader of TOML: strings with a # in them and tables in one line are beyond it.
func valueIn(config, table, key string) string {
	inside := false
	for line := range strings.Lines(config) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			inside = line == "["+table+"]"
			continue
		}
		name, value, assigned := strings.Cut(line, "=")
		if inside && assigned && strings.TrimSpace(name) == key {
			value, _, _ = strings.Cut(value, "#")
			return strings.TrimSpace(value)
		}
	}
	return ""
}
