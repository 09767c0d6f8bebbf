package experiments

import (
	"math"
	"slices"

	"firesale/experiments/metric"
	"firesale/sim"
	"firesale/sim/record"
)

// A company runs a replication again with some of the lenders only, or with some channels of feedback only. All runs of a
// replication share its draws.
type company struct {
	point   *Point
	names   []string // of all lenders of the study: bit i of a coalition is names[i]
	burdens []burden
	runners map[sim.Off]*sim.Runner // opened when first asked

	replication int
	quit        func() bool
	whole       *record.Run
	known       []gathering
	channels    map[switched]outcome
}

// An outcome is what one run says: the fall of the log price, and each burden's loss.
type outcome struct {
	fall   float64
	losses []float64 // NaN of a note that does not exist
	active uint64    // lenders whose loans were touched; those of the others might as well not have been there
	traded bool      // somebody may have traded
}

// A gathering is a coalition whose outcome is known.
type gathering struct {
	present uint64
	outcome
}

func (s *Study) newCompany(point int) *company {
	c := &company{point: &s.Points[point], names: sortedNames(s.Spec.Lender), runners: map[sim.Off]*sim.Runner{}, channels: map[switched]outcome{}}
	for _, name := range c.names {
		c.burdens = append(c.burdens, burden{lender: name, item: lenderLoss})
	}
	for _, n := range s.notes() {
		c.burdens = append(c.burdens, burden{n.Lender, n.Name, metric.NoteKinds[0].Column(n)})
	}
	return c
}

// begin turns to a replication, whose run with everybody is there already.
func (c *company) begin(replication int, whole *record.Run) {
	c.replication, c.whole = replication, whole
	c.known = append(c.known[:0], gathering{c.everybody(), c.outcomeOf(whole)})
	clear(c.channels)
}

func (c *company) everybody() uint64 { return 1<<len(c.names) - 1 }

func (c *company) outcomeOf(run *record.Run) outcome {
	o := outcome{fall: run.LogStart - min(run.LogStart, run.LogMin), losses: make([]float64, len(c.burdens))}
	for i := range run.Lenders {
		l := &run.Lenders[i]
		place := slices.Index(c.names, l.Name)
		o.losses[place] += l.Shortfall.Float()
		if l.LiquidatedLoans > 0 || l.Cured > 0 || l.Sold > 0 || c.hasTreasury(l.Name) {
			o.active |= 1 << place
		}
	}
	if run.Loop != nil { // who lends buys, and everybody's deals are what investors look at
		o.active = c.everybody()
	}
	o.traded = o.active > 0 || len(run.Leverage) > 0
	for i, b := range c.burdens[len(c.names):] {
		loss, exists := metric.NoteKinds[0].Of(run, metric.Note{Lender: b.lender, Name: b.note})
		if !exists {
			loss = math.NaN()
		}
		o.losses[len(c.names)+i] = loss
	}
	return o
}

// hasTreasury says that a lender may sell coins of its own, which no loan tells of.
func (c *company) hasTreasury(name string) bool {
	return c.point.Spec.Lender[name].TreasuryBTC > 0
}

// with is the outcome if only a coalition is present. A lender that touched no loan moved no price, so a run with it also tells
// what happens without it: quiet replications cost no further run. The losses of absent lenders mean nothing.
func (c *company) with(present uint64) (outcome, error) {
	for _, k := range c.known {
		if present&^k.present == 0 && k.active&^present == 0 {
			return k.outcome, nil
		}
	}
	var absent []string
	for i, name := range c.names {
		if present>>i&1 == 0 {
			absent = append(absent, name)
		}
	}
	o, err := c.play(sim.Off{}, sim.Scenario{Absent: absent})
	c.known = append(c.known, gathering{present, o})
	return o, err
}

// lost is the sum of what the lenders of a coalition lose on their loans.
func (o outcome) lost(of uint64) (sum float64) {
	for i := 0; of>>i > 0; i++ {
		if of>>i&1 == 1 {
			sum += o.losses[i]
		}
	}
	return sum
}

func (c *company) play(off sim.Off, scenario sim.Scenario) (outcome, error) {
	runner := c.runners[off]
	if runner == nil {
		var err error
		if runner, err = sim.NewRunner(c.point.World.Without(off)); err != nil {
			return outcome{}, err
		}
		c.runners[off] = runner
	}
	run, err := runner.Play(c.replication, scenario, sim.Keep{Quit: c.quit})
	if err != nil {
		return outcome{}, err
	}
	return c.outcomeOf(run), nil
}
