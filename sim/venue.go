package sim

import (
	"math"

	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
)

// openDealer opens the reduced-form venue; without feedback it has no impact, and full depth.
func (s *side) openDealer(feedback bool) error {
	w := s.world
	impacts, liquid := w.Impact, w.Liquidity
	if !feedback {
		impacts, liquid = &impact.None{}, w.Liquidity.Calm()
	}
	hours, volatility := w.Clock.Step.Hours(), float64(w.Common.Volatility)
	moves, err := impacts.Open(impact.Market{StepHours: hours, Volatility: volatility, VolumeBTCDay: w.Volume})
	if err != nil {
		return err
	}
	if w.Walk && feedback {
		if moves, err = impact.Walk(moves); err != nil {
			return err
		}
	}
	depth, err := liquid.Open(liquidity.Market{StepHours: hours, Volatility: volatility, VolumeBTCDay: w.Volume})
	if err != nil {
		return err
	}
	s.dealer = market.NewDealer(market.DealerConfig{Impact: moves, Liquidity: depth, StepHours: hours, VolumeBTCDay: w.Volume, JumpsBySize: w.Recorded, Halt: w.Halt})
	s.market, s.tolerance = s.dealer, toleranceOf(moves, w.Instant)
	return nil
}

// openBook opens the order book; without feedback nobody's orders reach it.
func (s *side) openBook(feedback bool) (err error) {
	w := s.world
	depth, err := w.Liquidity.Open(liquidity.Market{StepHours: w.Clock.Step.Hours(), Volatility: float64(w.Common.Volatility), VolumeBTCDay: w.Volume})
	if err != nil {
		return err
	}
	s.book, err = market.NewLimit(market.LimitConfig{
		BookConfig: *w.Book, Liquidity: depth, Step: w.Clock.Step, JumpsBySize: w.Recorded, Halt: w.Halt, Alone: !feedback})
	s.market, s.tolerance = s.book, toleranceOf(nil, w.Instant)
	return err
}

// pin states the exogenous price of a step in dollars, as a file has it; in a book nobody sees that price.
func (s *side) pin(steps int, usd float64) {
	if s.dealer != nil {
		s.dealer.Pin(steps, usd)
	}
}

// logMid is the mid in force.
func (s *side) logMid() float64 {
	if s.dealer != nil {
		return s.dealer.LogMid()
	}
	return s.market.LogMid()
}

// exogenous is the price without anything sold here, in USD: the mid of the twin, or at a dealer's f. A book without a twin
// does not know it.
func (s *side) exogenous() float64 {
	switch {
	case s.twin != nil:
		return s.twin.market.USD(s.twin.market.LogMid())
	case s.dealer != nil:
		return s.dealer.USD(s.dealer.Exogenous())
	}
	return math.NaN()
}
