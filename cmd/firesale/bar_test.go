package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// TestBar looks at one line of a study that went on from 500 runs ten seconds ago: what was done before is no speed.
func TestBar(t *testing.T) {
	var out bytes.Buffer
	b := &bar{out: &out, started: time.Now().Add(-10 * time.Second), first: 500}
	b.show(1_500, 2_500)
	if got, want := out.String(), "1,500 of 2,500 runs, 100 a second, 10s left\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	out.Reset()
	b.terminal = true
	b.show(1_500, 2_500)
	b.end()
	if got := out.String(); !strings.HasPrefix(got, "\r[==================            ] ") || !strings.HasSuffix(got, "\r\x1b[K") {
		t.Errorf("%q, want a bar of 18 in 30 that is wiped at the end", got)
	}
}

// TestBarPace: without a terminal, a line now and then.
func TestBarPace(t *testing.T) {
	var out bytes.Buffer
	b := newBar(&out, false)
	for n := range int64(1_000) {
		b.show(n+1, 1_000)
	}
	if out.Len() > 0 {
		t.Errorf("%q in the first seconds, want nothing", out.String())
	}
}
