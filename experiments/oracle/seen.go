package oracle

import "math"

// seen is the probability that a path is found at or below a log barrier b < 0 at one of a number of looks, evenly
// spaced to the end: the discretely observed counterpart of touches. The density of the paths not yet found,
//
//	f_{k+1}(y) = ∫_b^∞ f_k(x)·g(y − x) dx,   g the density of a step,
//
// is carried on a grid from b upwards, a quarter of a step's standard deviation apart. It is smooth but for its cut at b,
// so the trapezoid rule with Gregory's end correction is good to 1e-6. (Moving the barrier by .5826·σ√dt, Broadie,
// Glasserman and Kou 1997, is good to .1% hourly and 3% daily.)
func (p passage) seen(b float64, looks int) float64 {
	dt := p.years / float64(looks)
	mean, sd := (p.drift-p.volatility*p.volatility/2)*dt, p.volatility*math.Sqrt(dt)
	g := stepKernel(mean, sd)
	size := int((8*p.volatility*math.Sqrt(p.years)-b)/g.spacing) + 2*len(g.weights)
	density, next := make([]float64, size), make([]float64, size+2*g.reach)
	for i := range density {
		z := (b + float64(i)*g.spacing - mean) / sd
		density[i] = math.Exp(-z*z/2) / (sd * math.Sqrt(2*math.Pi))
	}
	top := g.trim(density, size-1)
	for range looks - 1 {
		last := min(top+g.reach, size-1)
		g.step(density[:top+1], next)
		copy(density[:last+1], next[g.reach:])
		top = g.trim(density, last)
	}
	left := 0.0
	for i, f := range density[:top+1] {
		left += f * g.spacing * endWeight(i)
	}
	return 1 - left
}

// kernel is the density of a step on the grid, times its spacing: weights[j] for a move by j − reach.
type kernel struct {
	spacing float64
	reach   int // grid points that a path can rise or fall in a step: seven standard deviations
	weights []float64
}

func stepKernel(mean, sd float64) kernel {
	const perSD, sds = 4, 7.
	g := kernel{spacing: sd / perSD}
	g.reach = int(math.Ceil((sds*sd + math.Abs(mean)) / g.spacing))
	g.weights = make([]float64, 2*g.reach+1)
	for j := range g.weights {
		z := (float64(j-g.reach)*g.spacing - mean) / sd
		g.weights[j] = math.Exp(-z*z/2) / (perSD * math.Sqrt(2*math.Pi))
	}
	return g
}

// step spreads the density over the next one, whose first grid point stands reach below the barrier.
func (g kernel) step(density, next []float64) {
	clear(next[:len(density)+2*g.reach])
	for i, f := range density {
		f *= endWeight(i)
		to := next[i:][:len(g.weights)]
		for j, w := range g.weights {
			to[j] += f * w
		}
	}
}

// trim is the last grid point whose density a printed digit could see.
func (g kernel) trim(density []float64, top int) int {
	const negligible = 1e-14
	for density[top] < negligible && top > len(gregory) {
		top--
	}
	return top
}

// gregory are the weights of the first grid points: the trapezoid's ½, with end corrections up to the fifth difference.
var gregory = gregoryWeights()

func endWeight(i int) float64 {
	if i < len(gregory) {
		return gregory[i]
	}
	return 1
}

func gregoryWeights() []float64 {
	weights := []float64{0.5, 1, 1, 1, 1, 1}
	for order, c := range []float64{1. / 12, -1. / 24, 19. / 720, -3. / 160, 863. / 60480} {
		binomial, n := 1., order+1
		for j := range n + 1 { // (−1)^{n−j}·C(n, j) of the n-th forward difference
			sign := 1 - 2*float64((n-j)%2)
			weights[j] += c * sign * binomial
			binomial *= float64(n-j) / float64(j+1)
		}
	}
	return weights
}
