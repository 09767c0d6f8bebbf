package impact

import (
	"errors"
	"math"

	"firesale/market/unit"
)

// SquareRoot moves the log price by the square root of what was lately sold, with a linear start:
//
//	D = −sgn(X)·I(|X|),   I(X) = Prefactor·σ_D·[√((X+X₀)/V) − √(X₀/V)],   X ← X·e^{−dt/Window} + sold
//
// σ_D is the daily volatility price.volatility/√365, V the background volume of a day, X the net sold volume as an
// exponential average of mean age Window (no box: no cliff when a sale leaves it). Everything fades with X. The fill is
// the mean along the model's own curve: from rest a sale pays up to ⅔ of the fall, not ½. The depth multiplier is never
// seen.
//
// Holds for paced orders at a participation up to about 20%, over 1 h to 1 d. Misleads for a sweep of the book, whose
// cost is convex. Without X₀ the slope at rest is infinite and the least shock nucleates a finite fall, so X₀ > 0; without
// Window the effect would depend on when the run began. Sources: exponent ½ and prefactor 1: Donier and Bonart 2015 on
// bitcoin; Sato and Kanazawa, .489 ± .0015 over Tokyo stocks.
type SquareRoot struct {
	Prefactor   float64       `toml:"prefactor" unit:"1" range:"(0,inf)" doc:"Y: daily volatilities that a day's volume moves the price by" source:"published: about 1, Donier and Bonart 2015, prefactor not re-read"`
	LinearStart *float64      `toml:"linear_start_btc" unit:"BTC" range:"(0,inf)" doc:"X0: below it impact is linear; absent: 1e-4 of market.volume_btc_day" source:"assumed"`
	Window      unit.Duration `toml:"window" range:"(0,inf)" doc:"mean age of the sold volume that counts" source:"assumed"`
}

func squareRootPreset() Params { return &SquareRoot{Prefactor: 1, Window: unit.Day} }

// startShare is X₀ as a share of a day's volume: 15 BTC of 150,000. assumed
const startShare = 1e-4

// Open fails on parameters out of their range, and on a market without volatility or volume.
func (p *SquareRoot) Open(m Market) (Model, error) {
	start := startShare * m.VolumeBTCDay
	if p.LinearStart != nil {
		start = *p.LinearStart
	}
	if !(start > 0) {
		return nil, errors.New("linear_start_btc: want a positive number of BTC")
	}
	return p.open(m, start)
}

func (p *SquareRoot) open(m Market, start float64) (Model, error) {
	switch {
	case !(p.Prefactor > 0):
		return nil, errors.New("prefactor: want a positive number")
	case p.Window <= 0:
		return nil, errors.New("window: want a duration above zero")
	case !(m.Volatility > 0 && m.VolumeBTCDay > 0):
		return nil, errors.New("want price.volatility and market.volume_btc_day above zero")
	}
	return &squareRoot{
		scale: p.Prefactor * m.Volatility / math.Sqrt(365), start: start, volume: m.VolumeBTCDay,
		fading: newFading(1/p.Window.Hours(), m.StepHours),
	}, nil
}

// Nucleating is SquareRoot without its linear start. It is no kind that a study can name: it exists for the validation
// case in which the least shock makes a finite fall.
type Nucleating struct{ SquareRoot }

// Open ignores LinearStart.
func (p *Nucleating) Open(m Market) (Model, error) { return p.open(m, 0) }

type squareRoot struct {
	scale  float64 // Prefactor·σ_D
	start  float64 // X₀, BTC
	volume float64 // V, BTC
	fading fading
	sold   float64 // X, BTC; negative if bought
}

// nothing is an amount of BTC a ten-thousandth of a satoshi wide.
const nothing = 1e-12

func (r *squareRoot) Reset() { r.sold = 0 }

func (r *squareRoot) Decay(hours float64) {
	if r.sold *= r.fading.over(hours); math.Abs(r.sold) < nothing {
		r.sold = 0
	}
}

func (r *squareRoot) Trade(flow, _, _ float64) (move, fill float64) {
	if flow == 0 {
		return 0, 0
	}
	from, to := r.sold, r.sold-flow
	r.sold = to
	if from*to >= 0 {
		fall, excess := r.walk(from, to)
		return -fall, math.Log1p(excess)
	}
	// Through rest, where the curve turns: first back to it, then away from it.
	back, excessBack := r.walk(from, 0)
	away, excessAway := r.walk(0, to)
	share := to / (to - from)
	rest := math.Expm1(-back) + float64(math.Exp(-back)*excessAway)
	return -(back + away), math.Log1p(float64((1-share)*excessBack) + float64(share*rest))
}

// walk takes X from one value to another on the same side of rest: the fall of the log price, and the average price
// over the price before, less 1. With s = √((|X|+X₀)/V), linear in the log price, and a = ±scale·s at the start,
//
//	∫₀¹ e^{−fall(u)} du = 2·[a·E₁(fall) + fall·E₂(fall)] / (2a + fall)
//
// where E₁(x) = (1−e^{−x})/x and E₂(x) = (1−(1+x)·e^{−x})/x².
func (r *squareRoot) walk(from, to float64) (fall, excess float64) {
	fall = r.fall(from, to)
	a := math.Copysign(r.scale*r.root(from), from+to)
	e1, e2 := excesses(fall)
	return fall, (float64(2*a*e1) + float64(fall*e2)) / (float64(2*a) + fall)
}

// fall is I at one value less I at another on the same side of rest, as a quotient that loses no digits.
func (r *squareRoot) fall(from, to float64) float64 {
	return r.scale * ((to - from) / r.volume) / (r.root(from) + r.root(to))
}

func (r *squareRoot) root(sold float64) float64 {
	return math.Sqrt((math.Abs(sold) + r.start) / r.volume)
}

// excesses are E₁(x) − 1 and 2·E₂(x) − 1 of walk, about −x/2 and −2x/3.
func excesses(x float64) (e1, e2 float64) {
	if math.Abs(x) < seriesBelow {
		return series(x, -1./2, 1./6, -1./24, 1./120, -1./720), series(x, -2./3, 1./4, -1./15, 1./72, -1./420)
	}
	shrunk := -math.Expm1(-x)
	return shrunk/x - 1, 2*(shrunk-float64(x*math.Exp(-x)))/(x*x) - 1
}

// series is c1·x + c2·x² + … + c5·x⁵.
func series(x, c1, c2, c3, c4, c5 float64) float64 {
	sum := c4 + float64(x*c5)
	sum = c3 + float64(x*sum)
	sum = c2 + float64(x*sum)
	return x * (c1 + float64(x*sum))
}

func (r *squareRoot) Displacement() (permanent, transient float64) {
	if r.sold == 0 {
		return 0, 0
	}
	return 0, -r.fall(0, r.sold)
}

func (r *squareRoot) Depth(float64) float64 { return 2 * r.volume * r.root(r.sold) / r.scale }

// Recovery is that of small sales beside a steady flow: they fade as X does.
func (r *squareRoot) Recovery() Recovery {
	return Recovery{Fades: []Fade{{Rate: r.fading.rate, Share: 1}}}
}
