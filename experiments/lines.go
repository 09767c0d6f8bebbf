package experiments

import (
	"strings"

	"github.com/BurntSushi/toml"
)

// The TOML library tells which keys a file has, not where they stand. This scanner finds the line of each. It walks a
// text that the library has already accepted, so it decides no syntax: it only has to skip what is not a key, and must
// end on any text.

// place is where a key stands: its line from 1, and its rank in the file.
type place struct{ line, rank int }

// places finds the place of every key of a TOML text, by its path joined with pathSeparator.
func places(text string) map[string]place {
	s := scanner{text: strings.TrimPrefix(text, "\ufeff"), line: 1, found: map[string]place{}}
	var table []string
	for s.skipBlank(); s.more(); s.skipBlank() {
		if s.peek() != '[' {
			s.keyAndValue(table)
			continue
		}
		s.skipWhile("[ \t")
		line := s.line
		table = s.key()
		s.record(nil, table, line)
		s.skipWhile("] \t")
	}
	return s.found
}

// pathSeparator cannot stand in a key: the library refuses NUL bytes.
const pathSeparator = "\x00"

type scanner struct {
	text  string
	pos   int
	line  int
	found map[string]place
}

func (s *scanner) more() bool { return s.pos < len(s.text) }

func (s *scanner) peek() byte {
	if !s.more() {
		return 0
	}
	return s.text[s.pos]
}

// next steps over one byte and counts lines; at the end it stays.
func (s *scanner) next() {
	if !s.more() {
		return
	}
	if s.peek() == '\n' {
		s.line++
	}
	s.pos++
}

func (s *scanner) skipWhile(set string) {
	for s.more() && strings.IndexByte(set, s.peek()) >= 0 {
		s.next()
	}
}

func (s *scanner) skipUntil(set string) {
	for s.more() && strings.IndexByte(set, s.peek()) < 0 {
		s.next()
	}
}

// skipBlank steps over white space, newlines, comments, and the commas between values.
func (s *scanner) skipBlank() {
	for s.skipWhile(" \t\r\n,"); s.peek() == '#'; s.skipWhile(" \t\r\n,") {
		s.skipUntil("\n")
	}
}

// record keeps the first place of a path and of each table that it opens on the way.
func (s *scanner) record(table, key []string, line int) {
	path := append(table[:len(table):len(table)], key...)
	for n := len(table) + 1; n <= len(path); n++ {
		joined := strings.Join(path[:n], pathSeparator)
		if _, known := s.found[joined]; !known {
			s.found[joined] = place{line, len(s.found)}
		}
	}
}

// keyAndValue reads `key = value` and records it, and the keys of inline tables within it.
func (s *scanner) keyAndValue(table []string) {
	line, start := s.line, s.pos
	key := s.key()
	s.record(table, key, line)
	s.skipWhile("= \t")
	s.value(append(table[:len(table):len(table)], key...))
	if s.pos == start {
		s.next() // not a key: only in a text that the library would refuse
	}
}

// key reads the parts of a dotted key.
func (s *scanner) key() []string {
	var parts []string
	for {
		s.skipWhile(" \t")
		start := s.pos
		switch s.peek() {
		case '"', '\'':
			s.quoted()
			parts = append(parts, unquote(s.text[start:s.pos]))
		default:
			s.skipUntil(" \t\r\n.=[]{}\"'#,")
			parts = append(parts, s.text[start:s.pos])
		}
		s.skipWhile(" \t")
		if s.peek() != '.' {
			return parts
		}
		s.next()
	}
}

// unquote is the text of a quoted key or string, escapes resolved by the library.
func unquote(quoted string) string {
	var v struct{ K string }
	if _, err := toml.Decode("K="+quoted, &v); err != nil {
		return quoted
	}
	return v.K
}

// value steps over one value; path is its key.
func (s *scanner) value(path []string) {
	switch s.peek() {
	case '"', '\'':
		s.quoted()
	case '[':
		s.next()
		for s.skipBlank(); s.more() && s.peek() != ']'; s.skipBlank() {
			start := s.pos
			s.value(path)
			if s.pos == start {
				s.next()
			}
		}
		s.next()
	case '{':
		s.next()
		for s.skipBlank(); s.more() && s.peek() != '}'; s.skipBlank() {
			s.keyAndValue(path)
		}
		s.next()
	default:
		s.skipUntil(",]}#\n")
	}
}

// quoted steps over a string of one line or of many.
func (s *scanner) quoted() {
	mark := s.text[s.pos : s.pos+1]
	if long := strings.Repeat(mark, 3); strings.HasPrefix(s.text[s.pos:], long) {
		mark = long
	}
	for range len(mark) {
		s.next()
	}
	for s.more() && !strings.HasPrefix(s.text[s.pos:], mark) {
		if s.peek() == '\\' && mark[0] == '"' {
			s.next()
		}
		s.next()
	}
	for range len(mark) {
		s.next()
	}
	for range 2 { // up to two more quotes belong to the end of a long string
		if len(mark) == 3 && s.peek() == mark[0] {
			s.next()
		}
	}
}
