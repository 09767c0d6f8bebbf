package credit

import "firesale/market/unit"

// quotient is the value of a metric, num / den, compared with a level without ever being divided. den = 0 means that
// the metric does not exist.
type quotient struct{ num, den int64 }

func (q quotient) exists() bool { return q.den > 0 }

func (q quotient) float() float64 { return float64(q.num) / float64(q.den) }

// holds compares exactly: num × 10⁶ with ppm × den, or cents with cents (then den is 1).
func (q quotient) holds(op string, level Level) bool {
	scale := int64(unit.One)
	if level.Dollars {
		scale = 1
	}
	c := compareProducts(q.num, scale, level.Amount, q.den)
	switch op {
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	}
	return c >= 0
}

// compareProducts is the sign of a·b − c·d for b, d ≥ 0, in 128 bits.
func compareProducts(a, b, c, d int64) int {
	switch negative := a < 0; {
	case negative && c < 0:
		return unit.Product(-c, d).Compare(unit.Product(-a, b))
	case negative: // c may be 0; a·b is 0 only if b is, which no caller passes
		return -1
	case c < 0:
		return 1
	}
	return unit.Product(a, b).Compare(unit.Product(c, d))
}
