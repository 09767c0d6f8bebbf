package experiments

import (
	"firesale/agents"
	"firesale/experiments/metric"
	"firesale/experiments/results"
	"firesale/sim"
)

// What studies with other leverage on the market have beside the others.

// leverage opens the stocks of other leverage, and the files of those that have one.
func (b *builder) leverage(s *Spec, w *sim.World) {
	for _, name := range sortedNames(s.Leverage) {
		g := sim.Leveraged{Name: name}
		switch p := s.Leverage[name].Params.(type) {
		case agents.Stock:
			g.Stock = p
		case *agents.DeFi:
			g.Stock = p.Table()
		case *agents.FallFile:
			table, err := b.fallTable(name, p.File)
			if err != nil {
				b.fault("leverage."+name+".file", err.Error())
				continue
			}
			g.Stock = table
		default:
			continue
		}
		w.Leverage = append(w.Leverage, g)
	}
}

func (b *builder) fallTable(name, file string) (*agents.FallTable, error) {
	in, err := b.input(file, b.tree.Origin("leverage."+name+".file"))
	if err != nil {
		return nil, err
	}
	return agents.ReadFallTable(in.Reader(), file)
}

// leveraged reports whether anybody but lenders is leveraged at any point.
func (s *Study) leveraged() bool {
	for _, p := range s.Points {
		if len(p.World.Leverage) > 0 {
			return true
		}
	}
	return false
}

// leverageKinds is the metrics of other leverage, where there is any.
func (s *Study) leverageKinds() []metric.Kind {
	if !s.leveraged() {
		return nil
	}
	return metric.LeverageKinds
}

// leverageColumn is what other leverage sold in a step.
func (s *Study) leverageColumn() []results.Column {
	if !s.leveraged() {
		return nil
	}
	return []results.Column{{Name: "leverage_btc", Unit: "BTC", Doc: "sold in the step by other leverage"}}
}
