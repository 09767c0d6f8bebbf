package experiments

import (
	"errors"
	"fmt"
	"math"

	"firesale/experiments/results"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/record"
)

// RareTable asks how probable it is that a metric exceeds a level which plain runs hardly ever reach.
type RareTable struct {
	Kind   string  `toml:"kind" doc:"how falls are made frequent"`
	Metric string  `toml:"metric" required:"true" doc:"what may exceed the level, like loss_usd.ledn.A"`
	Level  float64 `toml:"level" unit:"of the metric" range:"(-inf,inf)" doc:"exceeded strictly; 0 of a loss is the first dollar" source:"assumed"`
	Params any     `toml:",kind"`
}

// Preset is the first dollar, by a tilt.
func (t *RareTable) Preset() { t.Kind = "tilt" }

// Kinds are a tilt and splitting.
func (RareTable) Kinds() []Kind {
	return []Kind{
		{"tilt", "the diffusion drifts down until the pools are at an LTV; each run weighs its likelihood ratio", func() any { return &TiltTable{LTV: 1} }},
		{"splitting", "populations of paths: those that have come near for the time they have left are copied, others dropped; only paths that bring the pools to an LTV count", func() any { return &SplittingTable{LTV: 0.8, Particles: 500} }},
	}
}

// TiltTable is exponential tilting.
type TiltTable struct {
	LTV   unit.Ratio  `toml:"ltv" range:"(0,inf)" doc:"of all pools together at the exogenous price: the tilt ends where it is reached" source:"assumed"`
	Drift *unit.Ratio `toml:"drift" range:"(-inf,inf)" doc:"yearly drift of the log price meanwhile; absent = straight to that LTV at the end of the run" source:"assumed"`
}

// SplittingTable is adaptive multilevel splitting.
type SplittingTable struct {
	LTV       unit.Ratio `toml:"ltv" range:"(0,inf)" doc:"of all pools together at the exogenous price: a path that does not reach it counts as one without the event, so take an LTV that the event needs" source:"assumed"`
	Particles int64      `toml:"particles" unit:"paths" range:"[10,1000000]" doc:"of a population; replications are those of one population after the other; with 5,000 a probability of one in a million is known to some 6%" source:"assumed"`
}

// newRare aims the worlds of a study at its rare event.
func (s *Study) newRare() error {
	t := s.Spec.Rare
	if t == nil {
		return nil
	}
	if _, err := s.metricNamed(t.Metric); err != nil {
		return Faults{s.tree.Fault("rare.metric", err.Error())}
	}
	for _, other := range []struct {
		table string
		there bool
	}{{"find", s.search != nil}, {"run.stop", s.Spec.Run.Stop != nil}, {"attribution", s.Spec.Attribution != nil}} {
		if other.there {
			return Faults{s.tree.Fault("rare", "want no ["+other.table+"] with it, which does not weigh its runs")}
		}
	}
	for i := range s.Points {
		if err := s.aim(&s.Points[i]); err != nil {
			return err
		}
	}
	return nil
}

// aim sets the way in which a point's falls are made frequent.
func (s *Study) aim(p *Point) error {
	fault := func(key, want string) error { return Faults{p.tree.Fault(key, want)} }
	w := p.World
	if w.Instant {
		return fault("rare", `want clock.mode = "timed" with it: in an instant nothing is left to luck`)
	}
	switch params := p.Spec.Rare.Params.(type) {
	case *TiltTable:
		until := poolFall(w, float64(params.LTV))
		if !(until < 0) {
			return fault("rare.ltv", "want an LTV above that of the pools at the start")
		}
		t := price.Tilt{Until: until, Drift: until / (unit.Duration(w.Steps) * w.Clock.Step).Years()}
		if params.Drift != nil {
			t.Drift = float64(*params.Drift)
		}
		w.Rare.Tilt = &t
	case *SplittingTable:
		until := poolFall(w, float64(params.LTV))
		if !(until < 0) {
			return fault("rare.ltv", "want an LTV above that of the pools at the start")
		}
		if s.Spec.Run.Replications%params.Particles != 0 {
			return fault("run.replications", fmt.Sprintf("want a multiple of rare.particles (%d), at least 10 populations", params.Particles))
		}
		w.Rare.Splitting = &price.Splitting{Until: until, Particles: int(params.Particles)}
	}
	if _, err := sim.NewRunner(w); err != nil {
		var f *price.Fault
		if errors.As(err, &f) {
			return fault("price."+f.Key, "want "+f.Want+" with rare.kind = \"tilt\"")
		}
		return fault("rare", err.Error())
	}
	return nil
}

// poolFall is the log fall, < 0, of the price at which the pools of a world together have an LTV.
func poolFall(w *sim.World, ltv float64) float64 {
	debt := 0.0
	for _, c := range w.Lenders {
		debt += float64(c.Count) * c.Charter.Index.Principal.Float()
	}
	return math.Log(debt / (ltv * poolCoins(w) * w.Common.StartUSD(w.Price)))
}

// rareColumns are those of runs that a rare study has beside the others.
func (s *Study) rareColumns() []results.Column {
	if s.Spec.Rare == nil {
		return nil
	}
	return []results.Column{
		{Name: "weight", Unit: "1", Doc: "likelihood ratio of the run: the mean of weight times a metric is that of the metric"},
		{Name: "paths", Unit: "paths", Doc: "price paths that were drawn for it; those of a population are shared evenly"},
		{Name: "population", Kind: results.Ints, Doc: "that the run is a particle of: runs of one share ancestors; null: the run is independent of all others"},
	}
}

// rareCells are the values of these columns.
func (s *Study) rareCells(replication int, run *record.Run) []results.Cell {
	switch {
	case s.Spec.Rare == nil:
		return nil
	case run == nil:
		return make([]results.Cell, 3)
	}
	population := results.Null()
	if split, ok := s.Spec.Rare.Params.(*SplittingTable); ok {
		population = results.Int(int64(replication) / split.Particles)
	}
	return []results.Cell{results.Float(run.Weight), results.Float(run.Paths), population}
}
