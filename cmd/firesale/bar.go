package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"
)

// A bar shows progress with rate and time left: one line redrawn on a terminal, a plain line now and then elsewhere.
type bar struct {
	out      io.Writer
	terminal bool
	every    time.Duration
	mu       sync.Mutex
	started  time.Time
	shown    time.Time
	first    int64 // runs that were done when the bar began
}

func newBar(out io.Writer, quiet bool) *bar {
	b := &bar{out: out, every: 10 * time.Second, started: time.Now(), shown: time.Now(), first: -1}
	if f, ok := out.(*os.File); ok && !quiet && term.IsTerminal(int(f.Fd())) {
		b.terminal, b.every = true, 100*time.Millisecond
	}
	return b
}

const barWidth = 30

func (b *bar) show(done, total int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.first < 0 {
		b.first = done - 1
	}
	if now := time.Now(); now.Sub(b.shown) < b.every {
		return
	} else {
		b.shown = now
	}
	rate := float64(done-b.first) / time.Since(b.started).Seconds()
	left := time.Duration(float64(total-done) / rate * float64(time.Second)).Round(time.Second)
	line := fmt.Sprintf("%s of %s, %s a second, %v left", grouped(float64(done)), count(int(total), "run"), roughly(rate), left)
	if !b.terminal {
		fmt.Fprintln(b.out, line)
		return
	}
	full := int(barWidth * done / total)
	fmt.Fprintf(b.out, "\r[%s%s] %s\x1b[K", strings.Repeat("=", full), strings.Repeat(" ", barWidth-full), line)
}

// end wipes the bar.
func (b *bar) end() {
	if b.terminal {
		fmt.Fprint(b.out, "\r\x1b[K")
	}
}
