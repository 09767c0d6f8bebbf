package policy

import "math"

// Paced is what Params say of themselves that sell a queue over time whatever its size.
type Paced interface {
	// Tolerates is how much larger than 1 the reproduction number may be before a cascade runs away, if moves fade at a rate
	// (1/h) and nothing of them stays.
	Tolerates(recovery float64) float64
}

// Tolerates is that of any policy, nil being a sweep: 1 where nothing is known of its pace, as for a sale at once. A latency
// alone gains nothing, either: new lows come as fast as sales, only later. Nor is a participation a pace, or a
// capacity: as long as the queue is below them it is sold at once.
func Tolerates(p Params, recovery float64) float64 {
	if paced, ok := p.(Paced); ok {
		return paced.Tolerates(recovery)
	}
	return 1
}

// Tolerates of the exponential profile is 1 + ρ/κ, ρ being the recovery. With equal slices over T it is θ/sin θ, θ the first
// root of θ·tan(θ/2) = ρT: from 1 + ρT/3 for a short T to ρT/2 for a long one, always below the 1 + ρT/2 that a rate of the same
// mean age would tolerate. Derived: of v = Λ∫K(u)·s·v(t−u)du − ρD, K the profile, as case V7 of firesale validate; steps must
// be short beside T and 1/ρ.
func (p *TWAP) Tolerates(recovery float64) float64 {
	if p.Profile == "exponential" {
		return 1 + recovery/(p.Rate/hoursPerYear)
	}
	age := recovery * p.Over.Hours()
	if !(age > 0) {
		return 1
	}
	low, high := 0.0, math.Pi/2 // of h = θ/2, with 2h·tan h = ρT
	for middle := high / 2; low < middle && middle < high; middle = (low + high) / 2 {
		if 2*middle*math.Tan(middle) < age {
			low = middle
		} else {
			high = middle
		}
	}
	return age/2 + low/math.Tan(low)
}

// Tolerates is that of what it wraps: it goes on at the same pace.
func (p *Pause) Tolerates(recovery float64) float64 { return Tolerates(named(p.Then), recovery) }

// Tolerates is that of what it wraps, by contract: a run for the exit brings more loans, no other pace.
func (p *Preempt) Tolerates(recovery float64) float64 { return Tolerates(named(p.Then), recovery) }
