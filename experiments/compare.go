package experiments

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"firesale/experiments/metric"
	"firesale/experiments/results"
	"firesale/sim/stream"
)

// CompareTable is the name of the table that Compare makes.
const CompareTable = "compare"

// Compare sets results side by side: of one folder every point against the first, of several every point of the others
// against the point of the first that has its settings, else against the one in its place (or against the only one). Runs
// that share their random numbers are paired by replication, so that luck falls out of the difference; others are compared as
// independent samples, and the table says which. Runs of a rare study count by their weights, and its populations as one
// each. An empty name means all that the folders have in common. Results of different versions are refused.
func Compare(dirs []string, only string) (*results.Table, error) {
	studies, err := openCompared(dirs)
	if err != nil {
		return nil, err
	}
	metrics, err := commonMetrics(studies, only)
	if err != nil {
		return nil, err
	}
	for _, c := range studies {
		if err := c.read(metrics); err != nil {
			return nil, err
		}
	}
	pairs, err := couplesOf(studies)
	if err != nil {
		return nil, err
	}
	t := results.NewTable(CompareTable, compareColumns())
	for i, m := range metrics {
		for k, p := range pairs {
			if err := p.append(t, m, i, stream.Open(studies[0].Manifest.Seed, k, CompareTable, m.Name)); err != nil {
				return nil, err
			}
		}
	}
	if t.Len() == 0 {
		return nil, fmt.Errorf("%s: nothing to compare: one point, or no metric that exists", strings.Join(dirs, ", "))
	}
	return t, nil
}

// A side is one point of a result: what can stand on either side of a comparison.
type side struct {
	name         string
	luck         string // sides of equal luck share their random numbers
	mirrored     bool   // its runs come in antithetic pairs
	replications []int64
	values       [][]float64 // by metric, NaN where it does not exist
}

// A compared is a result folder that is being compared.
type compared struct {
	*results.Folder
	name  string
	sides []side
}

// openCompared opens folders that are whole and of one version.
func openCompared(dirs []string) (all []*compared, err error) {
	names := map[string]int{}
	for _, dir := range dirs {
		f, err := results.Open(dir)
		if err != nil {
			return nil, err
		}
		if faults := f.Verify(); len(faults) > 0 {
			return nil, fmt.Errorf("%v", faults[0])
		}
		if len(all) > 0 && f.Manifest.Version != all[0].Manifest.Version {
			return nil, fmt.Errorf("%s: of version %s, %s of %s: run both with one version", dir, f.Manifest.Version, all[0].Dir, all[0].Manifest.Version)
		}
		names[f.Manifest.Study]++
		all = append(all, &compared{Folder: f, name: f.Manifest.Study})
	}
	for _, c := range all {
		if names[c.name] > 1 {
			c.name = filepath.Base(filepath.Clean(c.Dir))
		}
	}
	return all, nil
}

// commonMetrics is the metrics that every folder has, in the order of the first; or the one that is asked for.
func commonMetrics(studies []*compared, only string) (common []results.Column, err error) {
	counts := map[string]int{}
	var names []string
	for i, c := range studies {
		cols, err := results.Columns(c.Dir, "summary")
		if err != nil {
			return nil, err
		}
		for _, col := range cols {
			if m, ok := strings.CutSuffix(col.Name, ".mean"); ok {
				if counts[m]++; i == 0 {
					common, names = append(common, results.Column{Name: m, Unit: col.Unit}), append(names, m)
				}
			}
		}
	}
	if only != "" && counts[only] < len(studies) {
		return nil, fmt.Errorf("--metric %s: want a metric of all that is compared: %s", only, suggest(only, names))
	}
	return slices.DeleteFunc(common, func(c results.Column) bool {
		return counts[c.Name] < len(studies) || only != "" && c.Name != only
	}), nil
}

// read fills the sides of a folder from its runs.
func (c *compared) read(metrics []results.Column) error {
	cols, err := results.Columns(c.Dir, runsTable)
	if err != nil {
		return err
	}
	place := func(name string) int {
		return slices.IndexFunc(cols, func(col results.Column) bool { return col.Name == name })
	}
	places := make([]int, len(metrics))
	for i, m := range metrics {
		places[i] = place(m.Name)
	}
	chances, err := c.chances(cols)
	if err != nil {
		return err
	}
	from, to := len(keyColumns())+2, place(metric.Kinds[0].Name)
	if chances.weight >= 0 {
		to = chances.weight
	}
	luck, mirrored, err := c.luck()
	if err != nil {
		return err
	}
	err = c.Scan(runsTable, func(row []results.Cell) error {
		point, _ := row[0].Int()
		if int(point) == len(c.sides) {
			axes := cols[from:to]
			c.sides = append(c.sides, side{name: settingOf(axes, row[from:to]), mirrored: mirrored, values: make([][]float64, len(metrics))})
			c.sides[point].luck = luck(int(point), axes, row[from:to])
		}
		if chances.failed(row) {
			return nil
		}
		s := &c.sides[point]
		s.replications = append(s.replications, chances.draw(row))
		for i, at := range places {
			s.values[i] = append(s.values[i], chances.term(row, at))
		}
		return nil
	})
	for i := range c.sides {
		c.sides[i].gather(chances, metrics)
	}
	return err
}

// settingOf names a point by what was varied.
func settingOf(axes []results.Column, values []results.Cell) string {
	var parts []string
	for i, a := range axes {
		parts = append(parts, a.Name+" = "+values[i].String())
	}
	return strings.Join(parts, ", ")
}

// luck names the random numbers of a point: those of the seed, unless every point has its own; and says whether they come in
// antithetic pairs.
func (c *compared) luck() (of func(point int, axes []results.Column, values []results.Cell) string, mirrored bool, err error) {
	tree, err := ParseTree("study.toml", []byte(c.Manifest.Config))
	if err != nil {
		return nil, false, err
	}
	common, written := tree.Get("run.common_draws")
	own := written && common == false
	antithetic, _ := tree.Get("run.antithetic")
	mirrored = antithetic == true
	return func(point int, axes []results.Column, values []results.Cell) string {
		name := fmt.Sprint("seed ", c.Manifest.Seed)
		for i, a := range axes {
			if a.Name == "run.seed" {
				name = "seed " + values[i].String()
			}
		}
		if mirrored {
			name += ", antithetic"
		}
		if own {
			name += fmt.Sprint(", point ", point)
		}
		return name
	}, mirrored, nil
}
