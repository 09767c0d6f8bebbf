package price

import (
	"math"

	"firesale/market/random"
	"firesale/market/unit"
)

// TwoScale has a volatility that remembers on two time scales, fat-tailed returns, and the hours of the week:
//
//	σ_t = σ̄·exp(Y₁ + Y₂),  dY_k = −Y_k·dt/τ_k + s_k·√(2/τ_k)·dW_k (exact),  σ̄² = volatility²·e^{−2(s₁²+s₂²)}
//	Δf  = (μ − σ²/2)dt + σ√dt·T,  T Student-t(ν) scaled to variance 1 and cut at ±20
//
// with the factors begun in their stationary law, and σ multiplied by the hour-of-week profile if it is on. With these
// presets it has the tail index, the slowly fading memory of absolute returns and the range of 30-day volatilities
// measured on bitcoin, which a GARCH(1,1) cannot have. Misleads in two ways: falls do not raise volatility more than
// rises do, and E[e^Δf] of a Student-t is finite by the cut only, so that −σ²/2 compensates to about .5% a year.
// Source: the fast time is published (half-life of 27 h in 5-minute returns), the profile measured, all else assumed and
// tuned to what was measured.
type TwoScale struct {
	FastTime unit.Duration `toml:"fast_time" range:"(0,inf)" doc:"relaxation time of the fast factor, τ₁" source:"published: half-life of 27 h in 5-minute bitcoin returns"`
	FastSD   float64       `toml:"fast_sd" unit:"log volatility" range:"[0,inf)" doc:"standard deviation of the fast factor, s₁" source:"assumed"`
	SlowTime unit.Duration `toml:"slow_time" range:"(0,inf)" doc:"relaxation time of the slow factor, τ₂" source:"assumed"`
	SlowSD   float64       `toml:"slow_sd" unit:"log volatility" range:"[0,inf)" doc:"standard deviation of the slow factor, s₂" source:"assumed"`
	Tail     float64       `toml:"tail" unit:"degrees of freedom" range:"(2,inf)" doc:"of the Student-t of a step, ν" source:"assumed"`
	Profile  bool          `toml:"profile" doc:"whether volatility follows the hour of the week (UTC)" source:"measured: 35% at 05 UTC to 69% at 14 UTC, weekdays 54%, weekends 34%"`
}

// cut bounds T, in standard deviations: beyond it a Student-t has no exponential moment.
const cut = 20

// Open implements Params.
func (p *TwoScale) Open(c Common, step unit.Duration) (Process, error) {
	if err := timed(step); err != nil {
		return nil, err
	}
	vol := float64(c.Volatility) * math.Exp(-(float64(p.FastSD*p.FastSD) + float64(p.SlowSD*p.SlowSD)))
	t := &twoscale{
		dt: step.Years(), drift: float64(c.Drift), variance: vol * vol,
		fast: newFactor(p.FastTime, p.FastSD, step), slow: newFactor(p.SlowTime, p.SlowSD, step),
		tail: p.Tail,
	}
	if p.Profile {
		t.week = newWeek(c.Date, step)
	}
	return t, nil
}

type twoscale struct {
	dt, drift, variance float64 // years of a step; a year; σ̄²
	fast, slow          factor
	tail                float64
	week                *week // nil: no profile
	returns             *random.Source
}

func (t *twoscale) Reset(open func(purpose string) *random.Source) {
	t.returns = open("diffusion")
	t.fast.reset(open("fast"))
	t.slow.reset(open("slow"))
	if t.week != nil {
		t.week.reset()
	}
}

func (t *twoscale) Fill(b *Block) {
	for i := range b.LogReturn {
		v := t.variance * math.Exp(2*(t.fast.next()+t.slow.next()))
		if t.week != nil {
			v *= t.week.next()
		}
		b.Variance[i] = v
		b.LogReturn[i] = float64((t.drift-v/2)*t.dt) + float64(math.Sqrt(v*t.dt)*student(t.returns, t.tail))
	}
	b.Jumps = b.Jumps[:0]
}

// student is a Student-t number of variance 1, cut at ±20, from two uniforms whatever the degrees of freedom:
//
//	T = √((ν − 2)(U^{−2/ν} − 1))·cos 2πV
//
// Source: Bailey 1994, the polar form of Box and Muller for Student's law.
func student(from *random.Source, nu float64) float64 {
	radius := math.Sqrt((nu - 2) * math.Expm1(-2/nu*math.Log(from.Uniform())))
	return min(max(radius*math.Cos(2*math.Pi*from.Uniform()), -cut), cut)
}

// factor is an Ornstein–Uhlenbeck process with mean 0, stepped exactly from its stationary law.
type factor struct {
	sd, fade, kick float64 // stationary; e^{−dt/τ}; sd of what a step adds
	now            float64
	normals        *random.Source
}

func newFactor(time unit.Duration, sd float64, step unit.Duration) factor {
	share := step.Years() / time.Years()
	return factor{sd: sd, fade: math.Exp(-share), kick: sd * math.Sqrt(-math.Expm1(-2*share))}
}

func (f *factor) reset(normals *random.Source) {
	f.normals = normals
	f.now = f.sd * normals.Normal()
}

// next is the value at the start of the next step, after which the factor moves on.
func (f *factor) next() float64 {
	value := f.now
	f.now = float64(f.fade*f.now) + float64(f.kick*f.normals.Normal())
	return value
}
