package price

import (
	"fmt"
	"io"
	"math"

	"firesale/market/random"
	"firesale/market/unit"
)

// The words of a replay's keys.
const (
	touchClose, touchLow       = "close", "low"
	fillNone, fillHold         = "none", "hold"
	betweenBridge, betweenHold = "bridge", "hold"
)

// Replay is a recorded path: at the times of the file the price is the file's. A bar's time is that of its opening, so
// that its close (with touch = "low" its low) is the price one bar later, and the path begins at the first open. The
// file's first price is the start, and `drift` is not read. Between the file's times the price holds, or moves on a
// Brownian bridge of `volatility`, which is then also the variance in force. With `block` the path is not replayed but
// drawn: blocks of its returns in random order (bootstrap.go).
//
// Misleads about feedback: a recorded crash already contains the forced sales of its day. With impact on, they are
// counted twice, and the amplification is an upper bound.
type Replay struct {
	File    string         `toml:"file" required:"true" doc:"CSV of prices or bars, relative to the study file" source:"assumed"`
	From    *unit.Date     `toml:"from" doc:"day in the file that clock.start stands for; absent = its first row" source:"assumed"`
	Touch   string         `toml:"touch" oneof:"close|low" doc:"the price of a bar: its close, or its low" source:"assumed"`
	Fill    string         `toml:"fill" oneof:"none|hold" doc:"gaps of more than 2 bars and equal rows of one time within the run: refuse, or hold the last price and drop the repetition" source:"assumed"`
	Between string         `toml:"between" oneof:"bridge|hold" doc:"how the price moves between the file's times" source:"assumed"`
	Block   *unit.Duration `toml:"block" range:"(0,inf)" doc:"mean block of a stationary bootstrap of the file's returns; absent = the path itself" source:"assumed"`

	path *path // of Load; shared by the workers, read only
}

// Load reads the file that the study names, for runs of a horizon: what the file holds after it, or before `from`, may have
// gaps. The reader is needed only until it returns.
func (p *Replay) Load(r io.Reader, name string, horizon unit.Duration) error {
	series, err := Read(r, name)
	if err != nil {
		return err
	}
	p.path, err = newPath(series, p, horizon)
	return err
}

// StartUSD is the price at `from`, unless only the file's returns are used.
func (p *Replay) StartUSD() (usd float64, stated bool) {
	if p.path == nil || p.Block != nil {
		return 0, false
	}
	return p.path.usd[0], true
}

// Lasts is how long the file can be replayed from `from` on, as far as the horizon of Load needs to know; a process panics
// beyond it. A bootstrap has no end: false.
func (p *Replay) Lasts() (length unit.Duration, ends bool) {
	return p.path.at[len(p.path.at)-1], p.Block == nil
}

// Spacing is the usual time between two rows of the file.
func (p *Replay) Spacing() unit.Duration { return p.path.spacing }

// YearBefore is the file's prices on `from` and on that day of the eleven months before it, latest first; nil where the
// file does not have them all.
func (p *Replay) YearBefore() []float64 { return p.path.year }

// Open implements Params. It panics before Load.
func (p *Replay) Open(c Common, step unit.Duration) (Process, error) {
	if err := timed(step); err != nil {
		return nil, err
	}
	if p.Block != nil {
		return openBootstrap(p, c, step)
	}
	replay := &replay{path: p.path, step: step, level: make([]float64, 0, 512)}
	if p.Between == betweenBridge {
		replay.variance = float64(c.Volatility) * float64(c.Volatility)
	}
	return replay, nil
}

type replay struct {
	*path
	step     unit.Duration
	variance float64 // of the bridge, a year
	normals  *random.Source
	now      unit.Duration
	next     int     // the first knot after now
	log      float64 // price now, as the sum of the returns given has it
	level    []float64
}

func (r *replay) Reset(open func(purpose string) *random.Source) {
	r.normals = open("between")
	r.now, r.next, r.log = 0, 1, r.path.log[0]
}

func (r *replay) Fill(b *Block) {
	r.level = r.level[:0]
	for i := range b.LogReturn {
		level, log := r.advance()
		b.LogReturn[i] = log - r.log
		r.log += b.LogReturn[i] // not log: what is rounded away now is made up for by the next return
		b.Variance[i] = r.variance
		r.level = append(r.level, level)
	}
	b.Jumps, b.Level = b.Jumps[:0], r.level
}

// advance goes one step and returns the price there, and its log. It draws one number whatever lies there.
func (r *replay) advance() (usd, log float64) {
	from, z := r.now, r.normals.Normal()
	r.now += r.step
	for r.next < len(r.at) && r.at[r.next] <= r.now {
		r.next++
	}
	last := r.next - 1
	switch {
	case r.next == len(r.at) && r.at[last] < r.now:
		panic(fmt.Sprintf("price: a replay of %v does not reach %v", r.at[last], r.now))
	case r.at[last] == r.now || r.variance == 0 || r.held[r.next]:
		return r.usd[last], r.path.log[last]
	case r.at[last] > from:
		log = r.between(r.at[last], r.path.log[last], z)
	default:
		log = r.between(from, r.log, z)
	}
	return math.Exp(log), log
}

// between draws the log price now on the Brownian bridge from a point of the path to the next knot.
func (r *replay) between(at unit.Duration, log, z float64) float64 {
	whole := (r.at[r.next] - at).Years()
	share := (r.now - at).Years() / whole
	mean := log + float64(share*(r.path.log[r.next]-log))
	return mean + float64(math.Sqrt(r.variance*whole*share*(1-share))*z)
}
