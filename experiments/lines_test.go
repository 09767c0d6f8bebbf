package experiments

import (
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// Every key of this text carries the number of its line in its name.
const layoutText = `# a comment with key = 1 in it
k2 = "a # no comment, k = 1" # comment
"k3" = '''
k0 = 1
'''  
k6 . "k 6" = """
\""" [k0] \
"""""
k9 = [ 1, # k0 = 2
  [2, 3], "]",
  { k11 = 1, k11b = { k11c = [
    { k12 = '}' } ] } },
]
k14 = { k14b = 1,
  k15.k15b = 2, # TOML 1.1
} 

[k18] # a table
k19 = 1979-05-27 07:32:00
  'k20.x'.k20 = -1e3
[ k18 . "k21" ]
k22=true
[[k23]]
k24 = 1
[[k23]]
k26 = 2
[k23.k27]
k28 = nan`

func TestPlaces(t *testing.T) {
	for _, newline := range []string{"\n", "\r\n"} {
		text := strings.ReplaceAll(layoutText, "\n", newline)
		found := places(text)
		for path, at := range found {
			parts := strings.Split(path, pathSeparator)
			if strings.Trim(parts[len(parts)-1], "kbcx. ") != strconv.Itoa(at.line) {
				t.Errorf("key %q is found on line %d", parts, at.line)
			}
		}
		var raw map[string]any
		meta, err := toml.Decode(text, &raw)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range meta.Keys() {
			if _, ok := found[strings.Join(key, pathSeparator)]; !ok {
				t.Errorf("key %v has no place", key)
			}
		}
	}
}
