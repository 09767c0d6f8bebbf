package calibrate

import (
	"strings"
	"testing"
	"time"

	"firesale/market/unit"
)

// What is printed can be pasted: an estimate far below its error is not written as 0, which no duration may be.
func TestEstimatesAreNeverRoundedToNothing(t *testing.T) {
	e := Estimate{Kind: "hawkes", Keys: []Key{
		{Name: "memory", Value: 0.0234, Error: 8, Unit: days},
		{Name: "up_mean", Value: 0.0004, Error: 0.2, Unit: percent},
		{Name: "branching", Value: 0.048, Error: 0.083},
		{Name: "drift", Value: -0.66, Error: 0.2, Unit: percent},
		{Name: "jump_mean", Value: 0, Error: 0.01, Unit: percent},
	}}
	var text strings.Builder
	if err := e.WriteTOML(&text, &Returns{Name: "file", Step: unit.Hour, From: time.Unix(0, 0), To: time.Unix(0, 0)}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`memory = "0.02d" # s.e. 8.0d`, `up_mean = "0.04%" # s.e. 20%`, "branching = 0.048 # s.e. 0.083",
		`drift = "-66%" # s.e. 20%`, `jump_mean = "0.0%" # s.e. 1.0%`,
	} {
		if !strings.Contains(text.String(), "\n"+want+"\n") {
			t.Errorf("%s\nwant a line %s", text.String(), want)
		}
	}
}
