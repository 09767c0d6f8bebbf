package calibrate

import (
	"math/bits"
	"math/cmplx"

	"gonum.org/v1/gonum/dsp/fourier"
)

// crossProducts is Σ_i x_i·y_{i+lag} by lag, from 0 on, by the Fourier transform: a reversion in months has ten thousand
// lags of five minutes.
func crossProducts(x, y []float64) []float64 {
	n := 1 << bits.Len(uint(2*len(x)))
	fft := fourier.NewFFT(n)
	a := fft.Coefficients(nil, padded(x, n))
	for k, b := range fft.Coefficients(nil, padded(y, n)) {
		a[k] = cmplx.Conj(a[k]) * b
	}
	sums := fft.Sequence(nil, a)
	for i := range sums {
		sums[i] /= float64(n)
	}
	return sums[:len(x)]
}

// padded is x with zeros up to n numbers.
func padded(x []float64, n int) []float64 { return append(make([]float64, 0, n), x...)[:n] }
