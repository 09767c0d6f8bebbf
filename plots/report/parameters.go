package report

import (
	"regexp"
	"strconv"
	"strings"
)

// A parameter is one value of the resolved study, with its meaning and where it comes from.
type parameter struct {
	Key, Address, Value string
	Doc, Source         string
	Mark                string // one of marks
	Absent              bool
}

// A group is a table of the study.
type group struct {
	Name       string
	Parameters []parameter
	Assumed    int
}

// marks are the provenances of a value, as a reader must tell them apart: those of the model, and what the study chose.
var marks = []string{"study", "published", "measured", "press", "derived", "assumed"}

// A tally is how many values have a mark.
type tally struct {
	Mark  string
	Count int
}

// provenance finds where a value comes from, at the end of its comment.
var provenance = regexp.MustCompile(`(?:^|; )((?:changed here|published|measured|press|derived|assumed)\b.*|absent)$`)

// parameters reads the study that the manifest holds: TOML as firesale writes it, a value and its comment a line.
func parameters(config string) []group {
	groups := []group{{}}
	for _, text := range strings.Split(config, "\n") {
		last := &groups[len(groups)-1]
		if name, ok := strings.CutPrefix(text, "["); ok {
			groups = append(groups, group{Name: strings.TrimSuffix(name, "]")})
			continue
		}
		p, ok := parameterOf(text)
		if !ok {
			continue
		}
		p.Address = strings.TrimPrefix(last.Name+"."+p.Key, ".")
		if p.Mark == "assumed" {
			last.Assumed++
		}
		last.Parameters = append(last.Parameters, p)
	}
	kept := groups[:0]
	for _, g := range groups {
		if len(g.Parameters) > 0 {
			kept = append(kept, g)
		}
	}
	return kept
}

func parameterOf(text string) (p parameter, ok bool) {
	line, comment := cut(text)
	if absent, found := strings.CutPrefix(line, "# "); found {
		p.Absent, line = true, absent+" = "
	}
	if p.Key, p.Value, ok = strings.Cut(line, " = "); !ok || strings.ContainsRune(p.Key, ' ') {
		return p, false
	}
	p.Doc = comment
	if at := provenance.FindStringSubmatchIndex(comment); at != nil {
		p.Doc, p.Source = comment[:at[0]], comment[at[2]:]
	}
	p.Mark = markOf(p)
	return p, true
}

// cut parts a line from its comment, which begins behind two blanks, outside of quotes.
func cut(text string) (line, comment string) {
	quoted := false
	for i, r := range text {
		switch {
		case r == '"' && (i == 0 || text[i-1] != '\\'):
			quoted = !quoted
		case !quoted && strings.HasPrefix(text[i:], "  # "):
			return strings.TrimRight(text[:i], " "), text[i+4:]
		}
	}
	return text, ""
}

func markOf(p parameter) string {
	if p.Absent {
		return ""
	}
	for _, m := range marks[1:] {
		if strings.HasPrefix(p.Source, m) {
			return m
		}
	}
	if strings.HasPrefix(p.Source, "changed here") {
		return marks[0]
	}
	return ""
}

// titleOf is the study's question.
func titleOf(groups []group) string {
	for _, g := range groups {
		for _, p := range g.Parameters {
			if p.Address == "title" {
				if text, err := strconv.Unquote(p.Value); err == nil {
					return text
				}
			}
		}
	}
	return ""
}

func changed(groups []group) (out []parameter) {
	for _, g := range groups {
		for _, p := range g.Parameters {
			if p.Mark == marks[0] {
				out = append(out, p)
			}
		}
	}
	return out
}

func tallies(groups []group) (out []tally) {
	for _, m := range marks {
		t := tally{Mark: m}
		for _, g := range groups {
			for _, p := range g.Parameters {
				if p.Mark == m {
					t.Count++
				}
			}
		}
		if t.Count > 0 {
			out = append(out, t)
		}
	}
	return out
}
