package calibrate

import "math"

// merton and kou are the two laws of jumps that returns of one step determine: normal, and double exponential.

var mertonLaw = &jumpLaw{
	name: "merton",
	flat: "jumps of unlike sizes; try gbm or twoscale",
	jump: func(u float64, x []float64) complex128 {
		sin, cos := math.Sincos(u * x[0])
		size := math.Exp(-math.Exp(2*x[1]) * u * u / 2)
		return complex(size*cos, size*sin)
	},
	begin: func(scale float64) []float64 { return []float64{0, math.Log(scale)} },
	keys: func(x []float64) []Key {
		a, b, rate := x[3], math.Exp(x[4]), math.Exp(x[2])
		return append(total(x, a*a+b*b, math.Expm1(a+b*b/2)),
			Key{Name: "jump_rate", Value: rate},
			Key{Name: "jump_mean", Value: a, Unit: percent},
			Key{Name: "jump_sd", Value: b, Unit: percent})
	},
}

var kouLaw = &jumpLaw{
	name: "kou",
	flat: "jumps of both signs; try merton, gbm or twoscale",
	jump: func(u float64, x []float64) complex128 {
		p, up, down := logistic(x[0]), math.Exp(x[1]), math.Exp(x[2])
		return complex(p, 0)/complex(1, -u*up) + complex(1-p, 0)/complex(1, u*down)
	},
	begin: func(scale float64) []float64 {
		return []float64{0, math.Log(scale / math.Sqrt2), math.Log(scale / math.Sqrt2)}
	},
	keys: func(x []float64) []Key {
		p, up, down := logistic(x[3]), math.Exp(x[4]), math.Exp(x[5])
		return append(total(x, 2*(p*up*up+(1-p)*down*down), p*up/(1-up)-(1-p)*down/(1+down)),
			Key{Name: "jump_rate", Value: math.Exp(x[2])},
			Key{Name: "up_share", Value: p},
			Key{Name: "up_mean", Value: up, Unit: percent},
			Key{Name: "down_mean", Value: down, Unit: percent})
	},
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// total is the volatility with jumps, and the drift of the price, from E[J²] and E[e^J] − 1.
func total(x []float64, second, growth float64) []Key {
	variance, rate := math.Exp(2*x[1]), math.Exp(x[2])
	return []Key{
		{Name: "volatility", Value: math.Sqrt(variance + rate*second), Unit: percent},
		{Name: "drift", Value: x[0] + variance/2 + rate*growth, Unit: percent},
	}
}

func merton(r *Returns) (*Estimate, error) { return mertonLaw.fit(r) }
func kou(r *Returns) (*Estimate, error)    { return kouLaw.fit(r) }
