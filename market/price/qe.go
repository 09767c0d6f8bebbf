package price

import "math"

// qe is Andersen's quadratic exponential scheme for the square-root variance, with his martingale correction: whatever
// the step, E[e^Δf | v] = 1 for the move without drift. Where the variance is near 0 its law has an atom there and an
// exponential tail, else it is a shifted square of a normal; both match its conditional mean and variance.
//
// Source: Andersen, Simple and efficient simulation of the Heston stochastic volatility model, 2008.
type qe struct {
	theta, fade    float64 // θ and e^{−κΔ}
	byNow, byMean  float64 // conditional variance of v' = v·byNow + byMean
	k1, k2, k3, k4 float64
	tilt           float64 // A = K₂ + K₄/2, the exponent on v' that the martingale correction takes out
	plain          float64 // K₀ where E[e^{Av'}] does not exist
}

// switchover is the ψ = variance/mean² at which the scheme changes its law. Andersen allows 1 to 2.
const switchover = 1.5

func newQE(kappa, theta, xi, rho, dt float64) qe {
	fade, half := math.Exp(-kappa*dt), dt/2*(kappa*rho/xi-0.5)
	q := qe{
		theta: theta, fade: fade,
		byNow:  xi * xi * fade * (1 - fade) / kappa,
		byMean: theta * xi * xi * (1 - fade) * (1 - fade) / (2 * kappa),
		k1:     half - rho/xi, k2: half + rho/xi,
		k3: dt / 2 * (1 - float64(rho*rho)), k4: dt / 2 * (1 - float64(rho*rho)),
		plain: -rho * kappa * theta * dt / xi,
	}
	q.tilt = q.k2 + q.k4/2
	return q
}

// step moves the variance from v with one normal number, and the log price, less its drift, with another.
func (q *qe) step(v, variate, normal float64) (next, move float64) {
	mean := q.theta + float64((v-q.theta)*q.fade)
	psi := (float64(v*q.byNow) + q.byMean) / (mean * mean)
	var logMoment float64 // ln E[e^{Av'}], NaN where it does not exist
	if psi <= switchover {
		next, logMoment = q.square(mean, psi, variate)
	} else {
		next, logMoment = q.atom(mean, psi, variate)
	}
	k0 := -logMoment - float64((q.k1+q.k3/2)*v)
	if math.IsNaN(logMoment) {
		k0 = q.plain
	}
	spread := math.Sqrt(float64(q.k3*v) + float64(q.k4*next))
	return next, k0 + float64(q.k1*v) + float64(q.k2*next) + float64(spread*normal)
}

// square is v' = a(b + Z)², for ψ ≤ 2.
func (q *qe) square(mean, psi, variate float64) (next, logMoment float64) {
	r := 2 / psi
	b2 := r - 1 + float64(math.Sqrt(r)*math.Sqrt(r-1))
	a := mean / (1 + b2)
	root := math.Sqrt(b2) + variate
	rest := 1 - float64(2*q.tilt*a)
	if rest <= 0 {
		return a * root * root, math.NaN()
	}
	return a * root * root, q.tilt*b2*a/rest - math.Log(rest)/2
}

// atom is v' = 0 with probability p, else exponential of rate β, for ψ ≥ 1; its uniform is Φ of the normal number, so
// that both laws use the same one.
func (q *qe) atom(mean, psi, variate float64) (next, logMoment float64) {
	p := (psi - 1) / (psi + 1)
	beta := (1 - p) / mean
	if above := math.Erfc(variate/math.Sqrt2) / 2; above < 1-p { // 1 − U, without loss in the tail
		next = math.Log((1-p)/above) / beta
	}
	if q.tilt >= beta {
		return next, math.NaN()
	}
	return next, math.Log(p + float64(beta*(1-p)/(beta-q.tilt)))
}
