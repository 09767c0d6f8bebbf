package experiments

import (
	"fmt"

	"firesale/experiments/design"
	"firesale/experiments/stats"
)

// inputs is what the design can say of the inputs.
func (a *analysis) inputs() {
	names, cube := a.study.inputs()
	var err error
	index := ""
	switch d := a.study.Spec.Design.Params.(type) {
	case *design.Saltelli:
		index, err = indexFirst, a.sobol(names, d.SecondOrder)
	case *design.Morris:
		index, err = indexMuStar, a.morris(names, cube)
	case *design.Latin, *design.Sobol:
		index, err = indexPawn, a.pawn(names, cube)
	}
	if err != nil {
		a.refuse(index, err)
	}
}

// inputs are the names of what is varied together, and where each point stands in them.
func (s *Study) inputs() (names []string, cube [][]float64) {
	of, count := design.Inputs(designAxes(s.Axes))
	names, cube = make([]string, count), make([][]float64, len(s.cube))
	for i, a := range s.Axes {
		names[of[i]] = a.Address
		if a.Group != "" {
			names[of[i]] = a.Group
		}
	}
	for p, place := range s.cube {
		cube[p] = make([]float64, count)
		for i := range s.Axes {
			cube[p][of[i]] = place[i]
		}
	}
	return names, cube
}

// complete is the blocks of points all of which have a value of the metric: their values, and where they stand. Blocks
// with a point without one are left out, and counted; a value is never made up.
func (a *analysis) complete(width int, cube [][]float64) (y []float64, x [][]float64, err error) {
	cells := a.summary.Cells(a.metric + ".mean")
	if a.summary.Has(a.metric + ".total") {
		cells = a.summary.Cells(a.metric + ".total")
	}
	for start := 0; start < len(cells); start += width {
		if block := existing(cells[start : start+width]); len(block) == width {
			y, x = append(y, block...), append(x, cube[start:start+width]...)
		}
	}
	if a.leftOut > 0 && len(y) < len(cells)/2 {
		return nil, nil, fmt.Errorf("%d of %d points have no run in which it exists: too little of the design is left", a.leftOut, len(cells))
	}
	return y, x, nil
}

// sobolResamples are those of indices that are computed from every run of the design.
const sobolResamples = 500

func (a *analysis) sobol(names []string, second bool) error {
	d := len(names)
	width := d + 2
	if second {
		width += d
	}
	y, _, err := a.complete(width, a.study.cube)
	if err != nil {
		return err
	}
	found, err := stats.Sobol(y, d, second, a.boot(sobolResamples))
	if err != nil {
		return err
	}
	for j, name := range names {
		a.row(indexFirst, name, "", found.First[j], shareApart(found.First[j]))
		a.row(indexTotal, name, "", found.Total[j], shareApart(found.Total[j]))
	}
	for j := range found.Second {
		for k := j + 1; k < d; k++ {
			a.row(indexSecond, names[j], names[k], found.Second[j][k], shareApart(found.Second[j][k]))
		}
	}
	return nil
}

func (a *analysis) morris(names []string, cube [][]float64) error {
	y, x, err := a.complete(len(names)+1, cube)
	if err != nil {
		return err
	}
	found, err := stats.Morris(x, y, a.boot(sobolResamples))
	if err != nil {
		return err
	}
	for j, name := range names {
		a.row(indexMuStar, name, "", found.MuStar[j], apart(found.MuStar[j]))
		a.row(indexMu, name, "", found.Mu[j], apart(found.Mu[j]))
		a.row(indexSigma, name, "", found.Sigma[j], apart(found.Sigma[j]))
	}
	return nil
}

// Slices of a PAWN index hold this many points or more, as long as there are not more slices than that; assumed.
const (
	leastInSlice = 8
	mostSlices   = 10
)

func (a *analysis) pawn(names []string, cube [][]float64) error {
	y, x, err := a.complete(1, cube)
	if err != nil {
		return err
	}
	found, err := stats.Pawn(x, y, max(2, min(mostSlices, len(y)/leastInSlice)), a.boot(noiseResamples))
	if err != nil {
		return err
	}
	for j, name := range names {
		a.row(indexPawn, name, "", found.Inputs[j], yesNo(found.Distinct(j)))
	}
	a.row(indexPawn, "dummy", "", found.Dummy, "")
	return nil
}
