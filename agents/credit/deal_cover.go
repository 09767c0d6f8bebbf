package credit

import "firesale/market/unit"

// CoverSpec says what the metric cover counts against the notes, at the mark:
//
//	basis loans        advance × Σ min(Lᵢ, haircut × coinsᵢ × mark) + cash
//	basis collateral   Σ coinsᵢ × mark + cash
//
// A loan that is being sold counts with what it still owes, as far as its coins cover that, and what it has raised is cash.
// Both are divided by the notes outstanding. cover_discounted multiplies coins by the advance rate with either basis.
type CoverSpec struct {
	Basis   string    `toml:"basis" oneof:"loans|collateral" doc:"count loans up to a share of their coins, or the coins" source:"assumed"`
	Advance unit.Rate `toml:"advance" range:"(0,1]" doc:"advance rate" source:"assumed"`
	Haircut unit.Rate `toml:"haircut" range:"(0,1]" doc:"share k of a loan's coins that may back it; basis loans" source:"assumed"`
	Start   unit.Rate `toml:"start" range:"[0,100]" doc:"least cover at closing; 0 = none asked" source:"assumed"`
	Days    int       `toml:"cure_days" unit:"days" range:"[0,366]" doc:"time to answer a cover call, or to sell for a redemption" source:"assumed"`
}

// Preset is a cover test before a study changes it.
func (c *CoverSpec) Preset() {
	*c = CoverSpec{Basis: "loans", Advance: unit.One, Haircut: unit.One, Days: 10}
}

// RecourseSpec is what the lender can pay out of its own pocket.
type RecourseSpec struct {
	Equity unit.USD `toml:"equity_usd" range:"[0,inf)" doc:"the lender's own means that a recourse step can reach" source:"assumed"`
}

// covered is the numerator of the metric cover; 0 without a cover table.
func (d *Deal) covered() unit.USD {
	switch c := d.rules.spec.Cover; {
	case c == nil:
		return 0
	case c.Basis == "loans":
		return c.Advance.Of(d.facts.Covered) + d.facts.Raised + d.cash()
	}
	return d.facts.Collateral + d.facts.Selling + d.facts.Raised + d.cash()
}

func (d *Deal) coveredDiscounted() unit.USD {
	if d.rules.spec.Cover == nil {
		return 0
	}
	return d.rules.spec.Cover.Advance.Of(d.facts.Collateral+d.facts.Selling) + d.facts.Raised + d.cash()
}

// Haircut is the k with which PoolFacts.Covered is to be counted.
func (d *Deal) Haircut() unit.Rate {
	if c := d.rules.spec.Cover; c != nil {
		return c.Haircut
	}
	return unit.One
}

// call follows an open cover call: it ends when its trigger lifts, and accelerates the notes when its time is over.
func (d *Deal) call() {
	open := d.active(coverCall) || d.active(redeem)
	switch {
	case !open:
		d.calling = false
	case !d.calling:
		d.calling, d.callDue = true, d.today+unit.Date(d.rules.spec.Cover.Days)
	}
	if d.calling && d.today >= d.callDue && d.active(coverCall) {
		d.accelerated = true
	}
}

// asked is the cash that would end an open call: what is missing of the cover, or of a redemption in full.
func (d *Deal) asked() unit.USD {
	switch {
	case !d.calling:
		return 0
	case d.active(redeem) || d.accelerated:
		return max(0, d.due()-d.allCash())
	}
	most := unit.USD(0)
	for i := range d.triggers {
		t := &d.rules.triggers[i]
		if d.triggers[i].fired && t.effect == coverCall && !t.dated && !t.level.Dollars {
			most = max(most, d.missing(t))
		}
	}
	return most
}

// missing is the cash by which the cover falls short of a trigger's level.
func (d *Deal) missing(t *triggerTerms) unit.USD {
	need := unit.USD(unit.MulDivCeil(int64(d.outstanding()), t.level.Amount, int64(unit.One)))
	if t.metric.name == coverDiscounted {
		return max(0, need-d.coveredDiscounted())
	}
	return max(0, need-d.covered())
}

// Deposit is cash that the lender puts in to answer a cover call. It counts as the owner's equity.
func (d *Deal) Deposit(v unit.USD) {
	d.put(FundingAccount, v)
	d.sums.deposits += v
}
