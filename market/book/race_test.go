//go:build unix

package book

import (
	"os"
	"slices"
	"syscall"
	"testing"
	"time"
)

// TestRace prints the share of the touch floor when BOOK_RACE is set: the claim about the book's speed.
func TestRace(t *testing.T) {
	if os.Getenv("BOOK_RACE") == "" {
		t.Skip("a measurement: set BOOK_RACE=1, and pin to a core")
	}
	start := time.Now()
	wall := func() time.Duration { return time.Since(start) }
	for _, k := range FlowKinds {
		f, err := GenerateFlow(k.Name, FlowSize, 1)
		if err != nil {
			t.Fatal(err)
		}
		result, laps, err := f.Race(9, wall, cpuTime)
		if err != nil {
			t.Fatal(err)
		}
		var share, floor, book []float64
		for _, l := range laps {
			if l.CPU < 0.95 {
				continue
			}
			share = append(share, l.Share())
			floor = append(floor, float64(l.Floor)/FlowSize)
			book = append(book, float64(l.Book)/FlowSize)
		}
		for _, xs := range [][]float64{share, floor, book} {
			slices.Sort(xs)
		}
		if n := len(share); n > 0 {
			t.Logf("%-8s share %.3f (%.3f..%.3f) floor %.2f book %.2f (min %.2f) ns, %d laps, %+v", k.Name, share[n/2], share[0], share[n-1], floor[n/2], book[n/2], book[0], n, result)
		}
	}
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
