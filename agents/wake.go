package agents

import (
	"math"

	"firesale/market/unit"
)

// A Wake is when an agent must be asked again: at or below a log mark, at or above one, or at a step, whichever comes
// first. Too early is slow, too late is wrong.
type Wake struct {
	Below, Above float64
	Step         int
}

// Never is the step that does not come.
const Never = math.MaxInt

// Rest sets the wake after a step: the next marks that breach, call or withdraw, the next lapse, the next step if
// anything waits to be sold, and the next day if debts grow.
func (l *Lender) Rest(step int) {
	l.Wake = Wake{Below: logAtMost(l.Holding.WakeAtMost()), Above: math.Inf(1), Step: Never}
	if l.runner != nil {
		l.Wake.Below = max(l.Wake.Below, logAtMost(l.Holding.WakeOver(l.exit())))
	}
	if l.callsItself() {
		below, above, lapse := l.Holding.CallWake(l.Window)
		l.Wake.Below = max(l.Wake.Below, logAtMost(below))
		if above < unit.MaxPrice {
			l.Wake.Above = logAtLeast(above)
		}
		if lapse >= 0 {
			l.Wake.Step = lapse
		}
	}
	for i := range l.queue {
		l.Wake.Step = min(l.Wake.Step, max(int(l.queue[i].Ready), step+1))
	}
	if len(l.queue) > 0 || l.under.coins > 0 {
		l.watchWater(step)
	}
	if l.Delever > 0 {
		l.Wake.Step = step + 1 // a round in which nobody is over a threshold is the last
	}
	if l.crowd != nil {
		l.Wake.Step = min(l.Wake.Step, l.crowd.promises.wake(step), l.Clock.NextDay(step))
	}
	if l.recall > 0 || l.Release && len(l.queue) > 0 || l.crowd != nil && l.crowd.bought > 0 {
		l.Wake.Step = step + 1
	}
	if l.Trust != nil {
		l.Wake.Step = min(l.Wake.Step, max(l.Clock.StepOf(l.Trust.next(l.Clock.Day(step))), step+1))
		if l.Trust.waits() {
			l.Wake.Step = step + 1
		}
	}
	if day, ok := l.Holding.NextDue(); ok {
		l.Wake.Step = min(l.Wake.Step, max(l.Clock.StepOf(day), step+1))
	}
	if l.Index.Terms.LTVBasis == "debt" {
		l.Wake.Step = min(l.Wake.Step, l.Clock.NextDay(step))
	}
}

// logAtMost is a log price that no log mid whose whole-cent mark is p exceeds; logAtLeast is its mirror. Half a cent is
// the rounding of a mark, the rest a few ulps of logarithm.
func logAtMost(p unit.Price) float64 {
	if p < 0 {
		return math.Inf(-1)
	}
	return math.Log((float64(p)+0.5)/float64(unit.Dollar)) + 1e-13
}

func logAtLeast(p unit.Price) float64 {
	return math.Log(max(float64(p)-0.5, 0)/float64(unit.Dollar)) - 1e-13
}
