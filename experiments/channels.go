package experiments

import (
	"firesale/experiments/stats"
	"firesale/sim"
)

// Channels through which a loss reaches a lender, in the order of their bits. With none of them the price stands still,
// nobody's sales move it, depth and spread are those of a calm market, and everybody sells at once.
var channels = []string{"exogenous", "own-impact", "peers-impact", "liquidity", "delay"}

const (
	exogenousMove = 1 << iota
	ownImpact
	peersImpact
	withdrawal
	delay
)

// switched is a run with some channels switched off, and with the orders of everybody, nobody, one lender or all but that one
// moving the price. The first two are the same run for every lender.
type switched struct {
	off     sim.Off
	heard   int // everyone, no one, only or others
	subject string
}

// Whose orders move the price.
const (
	noOne = iota
	onlySubject
	othersThanSubject
	everyone
)

// through is the outcome with some channels of a lender's losses. All lenders trade in every run and see one price.
func (c *company) through(open uint64, lender string) (outcome, error) {
	off := sim.Off{Moves: open&exogenousMove == 0, Withdrawal: open&withdrawal == 0, Delay: open&delay == 0}
	unheard, err := c.switched(switched{off: off, heard: noOne})
	if err != nil || !unheard.traded { // where nobody trades although no order moves the price, no order ever will
		return unheard, err
	}
	switch own, peers := open&ownImpact > 0, open&peersImpact > 0; {
	case own && peers:
		return c.switched(switched{off: off, heard: everyone})
	case own:
		return c.switched(switched{off: off, heard: onlySubject, subject: lender})
	case peers:
		return c.switched(switched{off: off, heard: othersThanSubject, subject: lender})
	}
	return unheard, nil
}

func (c *company) switched(s switched) (outcome, error) {
	if o, known := c.channels[s]; known {
		return o, nil
	}
	if s == (switched{heard: everyone}) {
		return c.known[0].outcome, nil // the replication as it was
	}
	var silent []string
	for _, name := range c.names {
		if s.heard == noOne || s.heard == onlySubject && name != s.subject || s.heard == othersThanSubject && name == s.subject {
			silent = append(silent, name)
		}
	}
	o, err := c.play(s.off, sim.Scenario{Silent: silent, Unlevered: s.heard == noOne || s.heard == onlySubject})
	c.channels[s] = o
	return o, err
}

// divide is Shapley's share of each channel in each burden of a lender, and last what is lost without any: together the
// loss as it was.
func (c *company) divide(lender string) (shares [][]float64, err error) {
	runs := make([]outcome, 1<<len(channels))
	for open := range runs {
		if runs[open], err = c.through(uint64(open), lender); err != nil {
			return nil, err
		}
	}
	for i := range c.burdens {
		loss := func(open uint64) float64 { return runs[open].losses[i] }
		shares = append(shares, append(stats.Shapley(len(channels), loss), loss(0)))
	}
	return shares, nil
}
