package flow

import (
	"math"

	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

// Belief traders are the value traders of RMSC04. Each wakes as a Poisson process, cancels what it has in the book, sees
// the fundamental through noise, and sends one limit order:
//
//	belief below the mid   sells at bid + a, otherwise buys at ask − a
//	a                      0 in a tenth of cases, else an integer uniform in [0, 2·spread)
//	book one-sided         a random side at the belief
//
// The fundamental is Ornstein–Uhlenbeck round the start price, times what the crowd's fundamental has moved since the
// start (a shock, in studies that have one). The filter of the original gives the last observation full weight, so that
// its belief is that observation drawn towards the start by 1 − (1−κ_b)^{ns to the close}. Source: ABIDES RMSC04.
type Belief struct {
	Count      int           `toml:"count" unit:"traders" range:"[1,16000000]" doc:"value traders" source:"published: RMSC04"`
	Every      unit.Duration `toml:"every" range:"(0,24]" doc:"mean time between two wakes of one trader" source:"published: RMSC04"`
	Noise      float64       `toml:"noise" unit:"ticks" range:"[0,inf)" doc:"sd of an observation" source:"published: RMSC04, variance 1000"`
	Day        unit.Duration `toml:"day" range:"(0,24]" doc:"from open to close" source:"published: RMSC04"`
	Volatility float64       `toml:"volatility" unit:"ticks per √ns" range:"[0,inf)" doc:"of the fundamental" source:"published: RMSC04"`
	Reversion  float64       `toml:"reversion" unit:"per ns" range:"(0,1)" doc:"of the fundamental" source:"published: RMSC04"`
	Pull       float64       `toml:"pull" unit:"per ns" range:"[0,1)" doc:"κ_b: of the belief towards the start" source:"published: RMSC04"`
}

// BeliefPreset is RMSC04's.
func BeliefPreset() *Belief {
	return &Belief{
		Count: 102, Every: unit.Duration(175.4 * float64(unit.Second)), Noise: math.Sqrt(1000), Day: RMSC04Day,
		Volatility: 5e-5, Reversion: 1.67e-16, Pull: 1.67e-15,
	}
}

// Open makes the class.
func (p *Belief) Open(Scale) (Class, error) {
	return &belief{
		params: *p, looker: looker{delay: make([]unit.Duration, p.Count)}, mine: make([]book.Handle, p.Count),
	}, nil
}

type belief struct {
	looker
	params      Belief
	mine        []book.Handle // the one order an agent may have in the book
	close       unit.Duration
	start       float64 // ticks
	startValue  float64 // log
	fundamental float64 // ticks, as of seen
	seen        unit.Duration
}

func (b *belief) Begin(c *Crowd, self Self, source *random.Source) {
	b.begin(self, source)
	clear(b.mine)
	b.close, b.seen = c.Now()+b.params.Day, c.Now()
	b.start, b.startValue = c.Mid(), c.Value()
	b.fundamental = b.start
	for i := range b.delay {
		b.again(c, uint32(i), b.params.Every)
	}
}

// Wake clears the agent's order out of the book and asks for the touch, then acts on what it believes.
func (b *belief) Wake(c *Crowd, agent, note uint32) {
	if note == woken {
		if h := b.mine[agent]; h != 0 {
			c.Cancel(thinking+b.delay[agent], h)
			b.mine[agent] = 0
		}
		b.query(c, agent)
		b.again(c, agent, b.params.Every)
		return
	}
	value, lots := b.observe(c), b.shares()
	price, there := touch(c)
	if !there[book.Buy] || !there[book.Sell] {
		b.order(c, agent, b.coin(), book.Tick(value), lots)
		return
	}
	away := b.patience(price[book.Sell] - price[book.Buy])
	if value < math.Floor(c.Mid()) {
		b.order(c, agent, book.Sell, price[book.Buy]+away, lots)
	} else {
		b.order(c, agent, book.Buy, price[book.Sell]-away, lots)
	}
}

// patience is how far behind the opposite best an order is placed.
func (b *belief) patience(spread book.Tick) book.Tick {
	if b.source.Uniform() < 0.1 {
		return 0
	}
	return book.Tick(b.source.Uniform() * float64(2*spread))
}

// observe is the belief of whoever looks now, in whole ticks.
func (b *belief) observe(c *Crowd) float64 {
	elapsed, k := float64(c.Now()-b.seen), b.params.Reversion
	b.seen = c.Now()
	sd := b.params.Volatility * math.Sqrt(-math.Expm1(-2*k*elapsed)/(2*k))
	b.fundamental += -math.Expm1(-k*elapsed)*(b.start-b.fundamental) + float64(sd*b.source.Normal())
	truth := math.RoundToEven(b.fundamental * math.Exp(c.Value()-b.startValue))
	seen := math.RoundToEven(truth + float64(b.params.Noise*b.source.Normal()))
	pull := -math.Expm1(math.Log1p(-b.params.Pull) * math.Max(0, float64(b.close-c.Now())))
	return math.Trunc(seen + float64(pull*(b.start-seen)))
}

// Placed keeps the handle for the cancel at the next wake.
func (b *belief) Placed(agent, _ uint32, h book.Handle) { b.mine[agent] = h }
