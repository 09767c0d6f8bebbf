package credit

import (
	"fmt"
	"strconv"

	"firesale/market/unit"
)

// TriggerSpec is a performance test of the deal. It fires when the comparison held on `consecutive` evaluations in a
// row; a curable one lifts after as many passing in a row, any other stays. Metrics of the price (ltv_pool, cover) are
// evaluated daily at the mark, all others on payment dates before the list runs. With a date in place of a metric it
// stands for an outside event: a servicer or custodian that fails.
type TriggerSpec struct {
	Metric      string     `toml:"metric" doc:"oc.NOTE, interest_short.NOTE, ltv_pool, ltv_at_sale_3m, net_loss_cumulative, excess_spread_3m, uninvested_share, reserve_to_target, cover or cover_discounted" source:"assumed"`
	Op          string     `toml:"op" oneof:"<|<=|>|>=" doc:"comparison of the metric with the level" source:"assumed"`
	Level       Level      `toml:"level" doc:"a ratio like \"103%\", or dollars for interest_short" source:"assumed"`
	Date        *unit.Date `toml:"date" doc:"day of an outside event, in place of metric, op and level" source:"assumed"`
	Consecutive int        `toml:"consecutive" range:"[1,1000]" doc:"evaluations in a row until it fires" source:"assumed"`
	Curable     bool       `toml:"curable" doc:"lifts after as many passing evaluations in a row" source:"assumed"`
	Effect      string     `toml:"effect" required:"true" oneof:"early-amortization|stop-purchases|trap|enforcement|cover-call|redeem" doc:"what it does, on the same day" source:"assumed"`
	Off         bool       `toml:"off" doc:"switch this trigger off" source:"assumed"`
}

// Preset is a trigger before a study changes it.
func (t *TriggerSpec) Preset() { t.Op, t.Consecutive = "<", 1 }

// Level is what a metric is compared with: a ratio in ppm, or dollars in cents.
type Level struct {
	Amount  int64
	Dollars bool
}

// UnmarshalTOML reads a ratio with its unit, or a bare number of dollars.
func (l *Level) UnmarshalTOML(raw any) error {
	switch x := raw.(type) {
	case string:
		var r unit.Rate
		if err := r.UnmarshalText([]byte(x)); err != nil {
			return err
		}
		*l = Level{Amount: int64(r)}
		return nil
	case int64:
		return l.dollars(strconv.FormatInt(x, 10))
	case float64:
		return l.dollars(strconv.FormatFloat(x, 'f', -1, 64))
	}
	return fmt.Errorf(`want a ratio like "103%%" or a number of USD`)
}

func (l *Level) dollars(text string) error {
	v, err := unit.ParseUSD(text)
	*l = Level{Amount: int64(v), Dollars: true}
	return err
}

// MarshalTOML writes what UnmarshalTOML reads.
func (l Level) MarshalTOML() ([]byte, error) {
	if l.Dollars {
		return []byte(unit.USD(l.Amount).String()), nil
	}
	return []byte(strconv.Quote(unit.Rate(l.Amount).String())), nil
}

// Float is the ratio, or the dollars.
func (l Level) Float() float64 {
	if l.Dollars {
		return unit.USD(l.Amount).Float()
	}
	return unit.Rate(l.Amount).Float()
}

// effect is what a trigger does.
type effect uint8

const (
	earlyAmortization effect = iota
	stopPurchases
	trap
	enforce
	coverCall
	redeem
	effects
)

var effectNames = [effects]string{"early-amortization", "stop-purchases", "trap", "enforcement", "cover-call", "redeem"}

type triggerTerms struct {
	name        string
	metric      metric
	op          string
	level       Level
	date        unit.Date
	dated       bool
	consecutive int
	curable     bool
	effect      effect
	off         bool
}

// trigger is the running state of one.
type trigger struct {
	fired   bool
	running int // evaluations in a row that speak for a change
}

// TriggerEvent is a trigger that fired or lifted.
type TriggerEvent struct {
	Day     unit.Date
	Trigger string
	Fired   bool    // false: lifted
	Value   float64 // of its metric; 0 for an outside event
}

// evaluate asks the triggers of the mark (daily), or all others (payment dates); outside events on either.
func (d *Deal) evaluate(daily bool) {
	for i := range d.triggers {
		t := &d.rules.triggers[i]
		if t.off {
			continue
		}
		if t.dated {
			if d.today >= t.date && !d.triggers[i].fired {
				d.change(i, true, 0)
			}
			continue
		}
		if t.metric.daily == daily {
			d.count(i, t)
		}
	}
}

// count moves a trigger one evaluation on. A metric that does not exist fires nothing and cures nothing.
func (d *Deal) count(i int, t *triggerTerms) {
	g := &d.triggers[i]
	q := t.metric.measure(d, t.metric.note)
	if !q.exists() {
		g.running = 0
		return
	}
	if q.holds(t.op, t.level) == g.fired || g.fired && !t.curable {
		g.running = 0
		return
	}
	if g.running++; g.running >= t.consecutive {
		d.change(i, !g.fired, q.float())
	}
}

func (d *Deal) change(i int, fired bool, value float64) {
	d.triggers[i] = trigger{fired: fired}
	e := TriggerEvent{d.today, d.rules.triggers[i].name, fired, value}
	if d.log = append(d.log, e); d.Told != nil {
		d.Told(e)
	}
}

// active says whether a trigger with an effect is in force.
func (d *Deal) active(e effect) bool {
	for i := range d.triggers {
		if d.triggers[i].fired && d.rules.triggers[i].effect == e {
			return true
		}
	}
	return false
}

func (d *Deal) trapped() bool { return d.active(trap) }
