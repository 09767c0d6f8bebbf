package calibrate

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// A jumpLaw is a diffusion with jumps at a constant rate, parametrised without bounds for the search: location a year,
// ln of the diffusive volatility, ln of the rate, then those of the jumps.
type jumpLaw struct {
	name  string
	jump  func(u float64, x []float64) complex128 // E[e^{iuJ}] of the parameters from 3 on
	keys  func(x []float64) []Key                 // without errors, all smooth functions of x
	begin func(scale float64) []float64           // of the jumps, whose size is of a scale
	flat  string                                  // what the returns may lack where the likelihood is flat, and what to try
}

// begins are the sizes of jumps, in typical returns, that the search begins with. From large ones alone it often ends where
// a few jumps are all alike.
var begins = []float64{1.5, 3, 6, 12}

// fit maximises the likelihood from several beginnings, and takes standard errors from its curvature there.
func (law *jumpLaw) fit(r *Returns) (*Estimate, error) {
	mean, variance := r.moments()
	sd := typical(r.R)
	d, err := newDensity(r, sd)
	if err != nil {
		return nil, err
	}
	misfit := func(x []float64) float64 {
		if !law.sane(x) {
			return math.Inf(1)
		}
		l := d.likelihood(law, x)
		if math.IsNaN(l) {
			return math.Inf(1)
		}
		return -l
	}
	var best *optimize.Result
	search := func(begin []float64) {
		found, err := optimize.Minimize(optimize.Problem{Func: misfit}, begin, &optimize.Settings{FuncEvaluations: 4000}, &optimize.NelderMead{})
		if found != nil && (err == nil || best == nil) && (best == nil || found.F < best.F) {
			best = found
		}
	}
	for _, scale := range begins {
		jumps := math.Max(1, (variance-sd*sd)/(scale*scale*sd*sd)*float64(len(r.R))) // that would make what the typical return lacks
		search(append([]float64{mean / d.dt, math.Log(sd / math.Sqrt(d.dt)), math.Log(jumps / (float64(len(r.R)) * d.dt))}, law.begin(scale*sd)...))
	}
	if best != nil {
		search(best.X) // a simplex that has shrunk too early is opened again
	}
	if best == nil || math.IsInf(best.F, 0) {
		return nil, fmt.Errorf("%s: the likelihood of %s has no maximum that was found", r.Name, law.name)
	}
	return law.conclude(r, d, best.X)
}

// sane keeps the search where numbers exist.
func (law *jumpLaw) sane(x []float64) bool {
	for _, v := range x[1:] {
		if math.Abs(v) > 30 {
			return false
		}
	}
	return math.Abs(x[0]) < 1e4
}

// conclude adds standard errors: the inverse of the likelihood's curvature, taken to the keys by their slopes.
func (law *jumpLaw) conclude(r *Returns, d *density, x []float64) (*Estimate, error) {
	k := len(x)
	scale := d.steps(law, x)
	if slices.Max(scale[1:]) > flattest {
		return nil, errNoJumps(r, law)
	}
	scaled := func(z []float64) float64 {
		y := make([]float64, k)
		for i := range y {
			y[i] = x[i] + z[i]*scale[i]
		}
		return -d.likelihood(law, y)
	}
	var curvature mat.SymDense
	fd.Hessian(&curvature, scaled, make([]float64, k), &fd.Settings{Step: 0.5})
	var chol mat.Cholesky
	if !chol.Factorize(&curvature) {
		return nil, errNoJumps(r, law)
	}
	var covariance mat.SymDense
	if err := chol.InverseTo(&covariance); err != nil {
		return nil, errNoJumps(r, law)
	}
	keys := law.keys(x)
	slopes := make([][]float64, len(keys)) // of key by scaled parameter
	for i := range k {
		y := slices.Clone(x)
		const h = 1e-4
		y[i] = x[i] + h*scale[i]
		up := law.keys(y)
		y[i] = x[i] - h*scale[i]
		down := law.keys(y)
		for j := range keys {
			slopes[j] = append(slopes[j], (up[j].Value-down[j].Value)/(2*h))
		}
	}
	for j := range keys {
		v := mat.NewVecDense(k, slopes[j])
		keys[j].Error = math.Sqrt(mat.Inner(v, &covariance, v))
	}
	likelihood := d.likelihood(law, x)
	return &Estimate{Kind: law.name, Method: "maximum likelihood; standard errors from its curvature", Keys: keys, Likelihood: &likelihood}, nil
}

// flattest is how far the logarithm of a parameter may go before the likelihood falls by a half: beyond it not even the order
// of its size is known. A few jumps that happen to be alike are best explained by a law without a width.
const flattest = 5

// steps are about one standard error of each parameter: how far it must go for the likelihood to fall by a half.
func (d *density) steps(law *jumpLaw, x []float64) []float64 {
	best, steps := d.likelihood(law, x), make([]float64, len(x))
	for i := range steps {
		y := slices.Clone(x)
		steps[i] = 1e-6 * math.Max(1, math.Abs(x[i]))
		for range 30 {
			y[i] = x[i] + steps[i]
			if fall := best - d.likelihood(law, y); !(fall < 0.5) {
				break
			}
			steps[i] *= 2
		}
	}
	return steps
}

func errNoJumps(r *Returns, law *jumpLaw) error {
	return errors.New(r.Name + ": the likelihood of " + law.name + " is flat in some direction: the returns do not show " + law.flat)
}

// typical is the deviation of a normal law with the returns' median size: jumps hardly move it.
func typical(r []float64) float64 {
	size := make([]float64, len(r))
	for i, x := range r {
		size[i] = math.Abs(x)
	}
	slices.Sort(size)
	if m := size[len(size)/2]; m > 0 {
		return m / 0.6744897501960817
	}
	for _, s := range size { // more than half of the returns are 0
		if s > 0 {
			return s
		}
	}
	return 0
}
