package plots

import "testing"

func Example_generations() {
	show("generations", 3)
	// Output:
	// figures/generations.svg figures/generations.pdf figures/generations.png figures/generations.csv
	// series | time_h | value | low | high
	// generation 0 (without feedback as well) | 0 | 0 |  |
	// generation 0 (without feedback as well) | 24 | 0 |  |
}

// Every generation belongs to the era whose name says so.
func TestEras(t *testing.T) {
	for _, c := range []struct {
		generation int
		name       string
	}{{0, "0 (without feedback as well)"}, {1, "1"}, {2, "2 to 3"}, {3, "2 to 3"}, {4, "4 to 7"}, {15, "8 to 15"}, {31, "16 to 31"}, {32, "32 and later"}, {900, "32 and later"}} {
		if got := eraName(era(c.generation)); got != c.name {
			t.Errorf("generation %d is of %q, want %q", c.generation, got, c.name)
		}
	}
}
