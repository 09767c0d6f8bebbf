package calibrate

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"firesale/market/price"
	"firesale/market/random"
	"firesale/market/unit"
	"firesale/sim/stream"
)

// simulated is a path of a price kind as data.
func simulated(tb testing.TB, p price.Params, c price.Common, step unit.Duration, n, replication int) *Returns {
	process, err := p.Open(c, step)
	if err != nil {
		tb.Fatal(err)
	}
	process.Reset(func(purpose string) *random.Source { return stream.Open(7, replication, "test", purpose) })
	b := price.Block{LogReturn: make([]float64, n), Variance: make([]float64, n)}
	process.Fill(&b)
	r := &Returns{Name: "simulated", R: b.LogReturn, Step: step, From: time.Unix(0, 0), To: time.Unix(0, 0)}
	for i := range n {
		r.At = append(r.At, unit.Duration(c.Date)*unit.Day+unit.Duration(i)*step)
	}
	return r
}

// A recovery is a kind, and the truth of its keys.
type recovery struct {
	kind  string
	p     price.Params
	c     price.Common
	step  unit.Duration
	n     int
	truth map[string]float64
}

var recoveries = []recovery{
	{"gbm", &price.GBM{}, price.Common{Volatility: 0.6, Drift: 0.2}, unit.Day, 2000, map[string]float64{"volatility": 0.6}},
	{"merton", &price.Merton{JumpRate: 40, JumpMean: -0.015, JumpSD: 0.05}, price.Common{Volatility: 0.6}, 4 * unit.Hour, 6000,
		map[string]float64{"volatility": 0.6, "jump_rate": 40, "jump_mean": -0.015, "jump_sd": 0.05}},
	{"kou", &price.Kou{JumpRate: 40, UpShare: 0.4, UpMean: 0.03, DownMean: 0.045}, price.Common{Volatility: 0.65}, 4 * unit.Hour, 6000,
		map[string]float64{"volatility": 0.65, "jump_rate": 40, "up_share": 0.4, "up_mean": 0.03, "down_mean": 0.045}},
	{"heston", &price.Heston{Reversion: 10, VolOfVol: 2, Correlation: -0.7}, price.Common{Volatility: 0.6}, unit.Day, 3000,
		map[string]float64{"volatility": 0.6, "reversion": 10, "vol_of_vol": 2, "correlation": -0.7}},
	{"hawkes", &price.Hawkes{JumpRate: 80, Branching: 0.5, Memory: 12 * unit.Hour, UpShare: 0.4, UpMean: 0.03, DownMean: 0.045}, price.Common{Volatility: 1.1}, unit.Hour, 20_000,
		map[string]float64{"volatility": 1.1, "jump_rate": 80, "branching": 0.5, "memory": 0.5, "up_share": 0.4, "up_mean": 0.03, "down_mean": 0.045}},
	{"twoscale", twoScalePreset(), price.Common{Volatility: 0.6, Date: unit.DateOf(2019, 1, 1)}, unit.Hour, 3 * 8760,
		map[string]float64{"volatility": 0.6, "fast_sd": 0.45, "slow_sd": 0.40, "tail": 4}},
}

// TestRecovers: what was simulated is found again, within 4 standard errors.
func TestRecovers(t *testing.T) {
	for _, c := range recoveries {
		e, err := EstimatePrice(c.kind, simulated(t, c.p, c.c, c.step, c.n, 0))
		if err != nil {
			t.Errorf("%s: %v", c.kind, err)
			continue
		}
		for name, want := range c.truth {
			if k := e.Key(name); !(math.Abs(k.Value-want) <= 4*k.Error) || k.Error > math.Abs(want) {
				t.Errorf("%s: %s = %v ± %v, want %v within 4 s.e., and an error below it", c.kind, name, k.Value, k.Error, want)
			}
		}
	}
}

// The inverted characteristic function against the mixture of normals that Merton's law is.
func TestDensity(t *testing.T) {
	r := simulated(t, &price.Merton{JumpRate: 40, JumpMean: -0.02, JumpSD: 0.05}, price.Common{Volatility: 0.6}, unit.Day, 500, 1)
	x := []float64{0.1, math.Log(0.5), math.Log(40), -0.02, math.Log(0.05)}
	d, err := newDensity(r, 0.5*math.Sqrt(r.Step.Years()))
	if err != nil {
		t.Fatal(err)
	}
	want, dt := 0.0, r.Step.Years()
	for _, v := range r.R {
		density, weight := 0.0, math.Exp(-40*dt)
		for k := range 20 {
			mean, variance := 0.1*dt-0.02*float64(k), 0.25*dt+0.0025*float64(k)
			density += weight * math.Exp(-(v-mean)*(v-mean)/(2*variance)) / math.Sqrt(2*math.Pi*variance)
			weight *= 40 * dt / float64(k+1)
		}
		want += math.Log(density)
	}
	if got := d.likelihood(mertonLaw, x); math.Abs(got-want) > 1e-4 {
		t.Errorf("log-likelihood %v, want %v within 1e-4: quadratic between grid points a sixteenth of a deviation apart", got, want)
	}
}

// How the logarithm of a square-root process remembers: at once it has the variance of a gamma law's logarithm, and what the
// mean of the data takes away is the mean over all pairs, here added up.
func TestRemembered(t *testing.T) {
	for _, shape := range []float64{1.5, 2.5, 6} {
		terms := laguerre(shape)
		// 2e-4: the terms left out; they fall as n^−(1+α)
		if got, want := 4*remembered(terms, 0), trigamma(shape); math.Abs(got-want) > 2e-4 {
			t.Errorf("α %v: variance of the logarithm %v, want ψ′(α) = %v", shape, got, want)
		}
		const n, long = 400, 7.0
		pairs := 0.0
		for i := range n {
			for j := range n {
				pairs += remembered(terms, math.Abs(float64(i-j))*long/n) / n / n
			}
		}
		if got := meanOf(terms, long); math.Abs(got/pairs-1) > 0.01 { // the sum has a peak of 1/400 of the time
			t.Errorf("α %v: mean over pairs %v, want %v", shape, got, pairs)
		}
	}
	if got := remembered(laguerre(1), 0.5); math.Abs(4*got-dilogarithm(math.Exp(-0.5))) > 1e-5 {
		t.Errorf("α 1: %v, want the dilogarithm Σ e^{−n/2}/n²", got)
	}
}

func dilogarithm(x float64) (sum float64) {
	for n := 1; n < 200; n++ {
		sum += math.Pow(x, float64(n)) / float64(n*n)
	}
	return sum
}

// Sums of products by their transform against the sums themselves.
func TestCrossProducts(t *testing.T) {
	r := simulated(t, &price.GBM{}, price.Common{Volatility: 0.6}, unit.Day, 200, 3).R
	x, y := r[:100], r[100:]
	for lag, got := range crossProducts(x, y) {
		want := 0.0
		for i := lag; i < len(y); i++ {
			want += x[i-lag] * y[i]
		}
		if math.Abs(got-want) > 1e-15 { // of sums of a hundred products of 1e-3
			t.Errorf("lag %d: %v, want %v", lag, got, want)
		}
	}
}

func TestTrigamma(t *testing.T) {
	for _, c := range []struct{ x, want float64 }{{0.5, math.Pi * math.Pi / 2}, {1, math.Pi * math.Pi / 6}, {2, math.Pi*math.Pi/6 - 1}} {
		if got := trigamma(c.x); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("ψ′(%v) = %v, want %v", c.x, got, c.want)
		}
	}
	if got := tailOf(trigamma(2)); math.Abs(got-4) > 1e-9 {
		t.Errorf("ν = %v, want 4", got)
	}
}

// Every kind of the catalogue is estimated, or refused with a reason.
func TestPriceKinds(t *testing.T) {
	var have []string
	for _, k := range PriceKinds {
		have = append(have, k.Name)
		if (k.Refused == "") == (k.estimate == nil) {
			t.Errorf("%s: want an estimator or a reason", k.Name)
		}
	}
	for _, k := range price.Kinds {
		if !slices.Contains(have, k.Name) {
			t.Errorf("%s is not in the table", k.Name)
		}
	}
	for kind, want := range map[string]string{"bates": "cannot be estimated", "gmb": `--kind "gmb": want one of gbm, merton, kou, heston, hawkes, twoscale`} {
		if _, err := EstimatePrice(kind, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", kind, err, want)
		}
	}
}

func TestReadReturns(t *testing.T) {
	rows := []string{"time,price"}
	for i := range 130 {
		hour := i
		if i > 60 {
			hour += 5 // a gap
		}
		rows = append(rows, fmt.Sprintf("%d,%d", 1_700_000_000+3600*hour, 100+i%7))
	}
	r, err := ReadReturns(strings.NewReader(strings.Join(rows, "\n")), "p.csv")
	if err != nil || len(r.R) != 128 || r.Gaps != 1 || r.Step != unit.Hour {
		t.Fatalf("%+v, %v: want 128 hourly returns and a gap", r, err)
	}
	if want := math.Log(101. / 100); r.R[0] != want {
		t.Errorf("first return %v, want %v", r.R[0], want)
	}
	steady := rows[:1:1]
	for i := range 130 {
		steady = append(steady, fmt.Sprintf("%d,%v", 1_700_000_000+3600*i, 100*math.Pow(1.001, float64(i))))
	}
	for name, c := range map[string]struct{ text, want string }{
		"alike": {strings.Join(steady, "\n"), "p.csv: every return is 0.0009995"},
		"twice": {strings.Join(append(rows, rows[len(rows)-1]), "\n"), "p.csv:132: time"},
		"short": {strings.Join(rows[:20], "\n"), "p.csv: 18 returns over steps of 1h: want at least 100"},
		"word":  {strings.Join(append(rows[:50:50], "x,y"), "\n"), "p.csv:51: time"},
	} {
		if _, err := ReadReturns(strings.NewReader(c.text), "p.csv"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// Data that end before the variance has come back once are refused: a rate near 0 with any error would be printed instead.
func TestHestonTooShort(t *testing.T) {
	for _, set := range []int{4, 9, 10} {
		r := simulated(t, &price.Heston{Reversion: 10, VolOfVol: 2, Correlation: -0.5}, price.Common{Volatility: 0.6}, unit.Day, 300, set)
		if m, err := hestonOf(r); err != errNoReturn {
			t.Errorf("set %d: reversion %.3g, %v, want %v", set, m.reversion, err, errNoReturn)
		}
	}
}

// Days that hold whole clusters are refused with what to do: they jump more often than the sizes allow.
func TestHawkesTooCoarse(t *testing.T) {
	p := &price.Hawkes{JumpRate: 60, Branching: 0.8, Memory: 2 * unit.Day, UpShare: 0.5, UpMean: 0.02, DownMean: 0.02}
	_, err := hawkes(simulated(t, p, price.Common{Volatility: 0.58}, unit.Day, 2000, 0))
	if err == nil || !strings.Contains(err.Error(), "want steps below 1d") {
		t.Errorf("%v, want shorter steps asked for", err)
	}
}
