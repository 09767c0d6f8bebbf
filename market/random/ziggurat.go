package random

import "math"

// layers is the number of strips of equal area that cover a density; 256 takes eight bits of a draw to choose one.
const layers = 256

// magnitude is the number of values of the 53 bits that place a draw inside its strip.
const magnitude = 1 << 53

// ziggurat covers a density f that decreases on [0, ∞) with strips of equal area. Strip i has width edge(i); what lies
// left of edge(i+1) is under f for sure. Strip 0 is the base: a box as wide as the first edge, and the tail beyond it.
//
// Source: Marsaglia and Tsang 2000; strip and place are taken from different bits of a draw, as Doornik 2005 asks.
type ziggurat struct {
	strip [layers]struct {
		sure  uint64  // places below this are under f
		width float64 // of one place
	}
	height [layers + 1]float64 // f at edge(i), decreasing in the edge
}

// newZiggurat cuts the density f with inverse inv, whose last edge is r and whose strips have the given area.
func newZiggurat(r, area float64, f, inv func(float64) float64) *ziggurat {
	z := new(ziggurat)
	var edge [layers + 1]float64 // edge[layers] is 0, the mode
	edge[0], edge[1] = area/f(r), r
	for i := 2; i < layers; i++ {
		edge[i] = inv(area/edge[i-1] + f(edge[i-1]))
	}
	for i := range z.strip {
		z.strip[i].sure = uint64(edge[i+1] / edge[i] * magnitude)
		z.strip[i].width = edge[i] / magnitude
		z.height[i+1] = f(edge[i+1])
	}
	return z
}

// under reports whether a point of strip i > 0 at x, at a uniform height within the strip, lies under f.
func (z *ziggurat) under(i uint64, fx, uniform float64) bool {
	low, high := z.height[i], z.height[i+1]
	return low+float64(uniform*(high-low)) < fx
}

// The last edges and areas are those for which 256 strips close exactly at the mode.
var (
	normalStrips = newZiggurat(normalEdge, 0.00492867323399, normalDensity,
		func(y float64) float64 { return math.Sqrt(-2 * math.Log(y)) })
	exponentialStrips = newZiggurat(exponentialEdge, 0.0039496598225815571993, exponentialDensity,
		func(y float64) float64 { return -math.Log(y) })
)

const (
	normalEdge      = 3.6541528853610088
	exponentialEdge = 7.69711747013104972
)

func normalDensity(x float64) float64      { return math.Exp(-0.5 * x * x) }
func exponentialDensity(x float64) float64 { return math.Exp(-x) }
