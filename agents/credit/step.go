package credit

import "firesale/market/unit"

// StepSpec is one step of a list: an action, what it pays, and the accounts it may take from, in order.
type StepSpec struct {
	Do    string   `toml:"do" required:"true" oneof:"pay-fee|pay-interest|defer|pay-principal|pay-principal-pro-rata|cure-test|fill-reserve|buy-loans|write-down|recourse|residual|audit" doc:"the action" source:"assumed"`
	Fee   string   `toml:"fee" doc:"the fee that pay-fee pays" source:"assumed"`
	Note  string   `toml:"note" doc:"the note of pay-interest and defer" source:"assumed"`
	Test  string   `toml:"test" doc:"the test of cure-test" source:"assumed"`
	Pay   []string `toml:"pay" doc:"notes that get principal (or are written down), in order" source:"assumed"`
	Until string   `toml:"until" doc:"trigger after which pay-principal-pro-rata pays in the order of pay" source:"assumed"`
	From  []string `toml:"from" doc:"accounts it takes from: each in turn, never more than is there" source:"assumed"`
	Off   bool     `toml:"off" doc:"switch this step off" source:"assumed"`
}

// action is what a step does.
type action uint8

const (
	payFee action = iota
	payInterest
	deferCoupon
	payPrincipal
	payProRata
	cureTest
	fillReserve
	buyLoans
	writeDown
	recourse
	residual
	auditNow
	actions
)

var actionNames = [actions]string{"pay-fee", "pay-interest", "defer", "pay-principal", "pay-principal-pro-rata", "cure-test",
	"fill-reserve", "buy-loans", "write-down", "recourse", "residual", "audit"}

func actionNamed(name string) (action, bool) {
	for a, known := range actionNames {
		if name == known {
			return action(a), true
		}
	}
	return 0, false
}

// A Step is a step as the engine runs it: names resolved to places.
type Step struct {
	name            string
	do              action
	fee, note, test int
	pay             []int
	until           int // trigger, −1 for none
	from            []Account
	off             bool // its fee or test is switched off
}

// do runs a step. It returns what stays unpaid of an amount that was due.
func (d *Deal) do(s *Step) (unpaid unit.USD) {
	if s.off {
		return 0
	}
	switch s.do {
	case payFee:
		return d.payFee(s)
	case payInterest:
		return d.payInterest(s)
	case deferCoupon:
		d.notes[s.note].settle(&d.rules.notes[s.note], d.final)
	case payPrincipal:
		return d.payInOrder(s, d.balances(s.pay))
	case payProRata:
		return d.payProRata(s)
	case cureTest:
		return d.cureTest(s)
	case fillReserve:
		return d.fillReserve(s)
	case buyLoans:
		d.buyLoans(s)
	case writeDown:
		d.writeDown(s)
	case recourse:
		d.claimRecourse()
	case residual:
		d.payResidual(s)
	case auditNow: // every period is audited as it closes, when unpaid coupons are carried and nothing can move any more
	}
	return 0
}

func (d *Deal) payFee(s *Step) (unpaid unit.USD) {
	f := &d.fees[s.fee]
	paid := d.take(s.from, f.carried)
	f.pay(paid)
	d.sums.fees += paid
	return f.carried
}

// payInterest pays a note's coupons, what was carried first. What is short of a note that capitalizes joins its balance
// here, so that the principal paid later this day can repay it; any other waits until the period closes.
func (d *Deal) payInterest(s *Step) (unpaid unit.USD) {
	n, t := &d.notes[s.note], &d.rules.notes[s.note]
	paid := d.take(s.from, n.owed())
	n.payInterest(paid)
	d.sums.coupons += paid
	unpaid = n.owed()
	if t.capitalize {
		n.settle(t, d.final)
	}
	return unpaid
}

// payInOrder pays principal up to an amount to the step's notes in order, each to zero before the next.
func (d *Deal) payInOrder(s *Step, due unit.USD) (unpaid unit.USD) {
	paid := d.take(s.from, due)
	d.sums.principal += paid
	left := paid
	for _, i := range s.pay {
		v := min(left, d.notes[i].balance)
		d.notes[i].payPrincipal(v)
		left -= v
	}
	return due - paid
}

// payProRata splits principal by balance, largest remainder, until the step's trigger is active.
func (d *Deal) payProRata(s *Step) (unpaid unit.USD) {
	due := d.balances(s.pay)
	if due == 0 || s.until >= 0 && d.triggers[s.until].fired {
		return d.payInOrder(s, due)
	}
	paid := d.take(s.from, due)
	d.sums.principal += paid
	weights := make([]int64, len(s.pay))
	for k, i := range s.pay {
		weights[k] = int64(d.notes[i].balance)
	}
	for k, part := range unit.Split(int64(paid), weights) {
		d.notes[s.pay[k]].payPrincipal(unit.USD(part))
	}
	return due - paid
}

// balances is what some notes still have to be repaid.
func (d *Deal) balances(of []int) (sum unit.USD) {
	for _, i := range of {
		sum += d.notes[i].balance
	}
	return sum
}

// outstanding is what all notes still have to be repaid.
func (d *Deal) outstanding() (sum unit.USD) {
	for i := range d.notes {
		sum += d.notes[i].balance
	}
	return sum
}
