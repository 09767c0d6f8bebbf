package experiments

import (
	"fmt"
	"os"
	"slices"
	"time"

	"firesale/market/book"
)

// A FlowBench is an order-flow file played through the book, and how fast.
type FlowBench struct {
	Messages int
	Result   book.Result
	Book     time.Duration // a message, median of the laps that count
	Floor    time.Duration // the same of the touch floor
	Share    float64       // floor / book, median lap by lap
	Laps     int           // that count: the machine had nothing else to do
	Refused  int
}

// flowLaps is how often a flow is played beside its floor; a lap that the machine disturbed does not count.
const flowLaps = 7

// BenchFlow plays an order-flow file (layout LOBFLOW1) through an empty book, lap by lap beside the touch floor:
// read the message, find the slot, write, touch one level, match nothing.
func BenchFlow(path string) (FlowBench, error) {
	f, err := os.Open(path)
	if err != nil {
		return FlowBench{}, err
	}
	defer f.Close()
	flow, err := book.ReadFlow(f, path)
	if err != nil {
		return FlowBench{}, err
	}
	result, laps, err := flow.Race(flowLaps, wallClock(), cpuClock)
	if err != nil {
		return FlowBench{}, fmt.Errorf("%s: %w", path, err)
	}
	out := FlowBench{Messages: flow.Messages, Result: result}
	var shares []float64
	var inBook, inFloor []time.Duration
	for _, lap := range laps {
		if lap.CPU < 0.95 {
			out.Refused++
			continue
		}
		shares = append(shares, lap.Share())
		inBook, inFloor = append(inBook, lap.Book), append(inFloor, lap.Floor)
	}
	if out.Laps = len(shares); out.Laps > 0 {
		slices.Sort(shares)
		slices.Sort(inBook)
		slices.Sort(inFloor)
		out.Share, out.Book, out.Floor = shares[out.Laps/2], inBook[out.Laps/2], inFloor[out.Laps/2]
	}
	return out, nil
}

// WriteFlow generates a flow of a kind into a file, which must not exist.
func WriteFlow(path, kind string, messages int, seed uint64) error {
	flow, err := book.GenerateFlow(kind, messages, seed)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if _, err := flow.WriteTo(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func wallClock() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}
