package experiments

import (
	"fmt"
	"slices"
	"testing"
)

func TestManyNotesOfOneAddressAreOne(t *testing.T) {
	var n noteSet
	n.add("drawn")
	for i := range 10 {
		n.add(fmt.Sprintf("latency = %dm acts as 0s", i))
	}
	n.add("polling = 1m acts as 1h")
	n.add("polling = 2m acts as 1h")
	want := []string{"drawn", "latency = 0m acts as 0s (and so at 9 other values)", "polling = 1m acts as 1h", "polling = 2m acts as 1h"}
	if got := n.brief(); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
