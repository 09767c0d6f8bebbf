package experiments

// A Room is a table of a study that has a choice of kinds.
type Room struct {
	Table string
	Kinds []Kind
}

// Rooms is every table with kinds, in the order of the study file.
func Rooms() []Room {
	return []Room{
		{"price", PriceTable{}.Kinds()},
		{"market.impact", ImpactTable{}.Kinds()},
		{"market.liquidity", LiquidityTable{}.Kinds()},
		{"market.flow.NAME", FlowTable{}.Kinds()},
		{"lender.NAME.terms", TermsTable{}.Kinds()},
		{"lender.NAME.pool", PoolTable{}.Kinds()},
		{"lender.NAME.borrower", BorrowerTable{}.Kinds()},
		{"lender.NAME.policy", PolicyTable{}.Kinds()},
		{"lender.NAME.deal", DealTable{}.Kinds()},
		{"lender.NAME.warehouse", WarehouseTable{}.Kinds()},
		{"leverage.NAME", LeverageTable{}.Kinds()},
		{"design", DesignTable{}.Kinds()},
	}
}

// KindSettings is the keys of a kind with their presets, in order; tables below it are left out.
func KindSettings(k Kind) []Setting {
	var out []Setting
	for _, s := range Settings(k.Preset()) {
		if s.Key != "" && len(s.Path) == 1 {
			out = append(out, s)
		}
	}
	return out
}
