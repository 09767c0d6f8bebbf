package credit

// Near reports whether a trigger of cover or overcollateralization, asked of the pool as the deal was last shown it, is
// within a margin of the level below which it fires. One that has fired is near; before the deal has seen its pool
// nothing is.
func (d *Deal) Near(margin float64) bool {
	if d.facts.Collateral == 0 {
		return false
	}
	for i := range d.rules.triggers {
		t := &d.rules.triggers[i]
		if t.off || t.dated || !t.metric.covers || t.level.Dollars {
			continue
		}
		if q := t.metric.measure(d, t.metric.note); q.exists() && q.float() < t.level.Float()+margin {
			return true
		}
	}
	return false
}
