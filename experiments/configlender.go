package experiments

import (
	"cmp"
	"slices"

	"firesale/agents/borrower"
	"firesale/agents/credit"
	"firesale/agents/policy"
	"firesale/market/unit"
)

// LenderTable is one lender, or clones of it: what it lends on and how it reacts.
type LenderTable struct {
	Copies      int64         `toml:"copies" unit:"copies" range:"[0,100000]" doc:"clones: same terms and tape, own queue and deal; 0 = no loans" source:"assumed"`
	Polling     unit.Duration `toml:"polling" range:"(0,876000]" doc:"how often the loans are marked" source:"assumed"`
	Latency     unit.Duration `toml:"latency" range:"[0,876000]" doc:"from a breach to its first order" source:"press: weighted average under 10 s"`
	CapacityBTC *float64      `toml:"capacity_btc_h" unit:"BTC an hour" range:"(0,inf)" doc:"most that is sold in an hour; absent = all" source:"assumed"`
	TreasuryBTC unit.BTC      `toml:"treasury_btc" unit:"BTC" range:"[0,21000000]" doc:"coins of the lender's own, which it sells to answer a cover call of its deals" source:"assumed"`
	Queue       string        `toml:"queue" oneof:"fifo|by-ltv" doc:"who is sold first where capacity is short" source:"assumed"`
	Release     bool          `toml:"release" doc:"a queued loan that recovers below liquidation_ltv leaves the queue" source:"assumed"`
	Terms       TermsTable    `toml:"terms"`
	Pool        PoolTable     `toml:"pool"`
	Borrower    BorrowerTable `toml:"borrower"`
	Policy      PolicyTable   `toml:"policy"`
	Deal        DealTable     `toml:"deal"`

	Warehouse WarehouseTable `toml:"warehouse"`
}

// Preset is one lender like Ledn.
func (t *LenderTable) Preset() {
	t.Copies, t.Polling, t.Latency, t.Queue = 1, unit.Minute, 10*unit.Second, "fifo"
	t.Terms.Kind, t.Pool.Kind, t.Borrower.Kind, t.Policy.Kind = "ledn", "generated", "passive", "sweep"
	t.Deal.Preset()
	t.Warehouse.Kind = "line"
}

// TermsTable is a lender's contract.
type TermsTable struct {
	Kind  string        `toml:"kind" doc:"whose published terms; every key overrides them"`
	Terms *credit.Terms `toml:",kind"`
}

// Kinds are the published terms.
func (TermsTable) Kinds() []Kind { return Catalogue(credit.TermKinds) }

// PoolTable is where a lender's loans come from.
type PoolTable struct {
	Kind     string `toml:"kind" doc:"where the loans come from"`
	Resample bool   `toml:"resample" doc:"other loans in every replication: generated anew, or drawn from the tape with replacement; the dollars of a deal go with the principal drawn" source:"assumed"`
	Params   any    `toml:",kind"`
}

// A Tape is loans read from a file.
type Tape struct {
	File string `toml:"file" required:"true" doc:"CSV of loans; a relative path is relative to the study file"`
}

// Kinds are a generated pool and a tape.
func (PoolTable) Kinds() []Kind {
	return []Kind{
		{"generated", "a pool that meets every published aggregate exactly", func() any { return credit.LednIssuerTrust() }},
		{"tape", "a CSV of loans", func() any { return &Tape{} }},
	}
}

// BorrowerTable is how borrowers answer margin calls.
type BorrowerTable struct {
	Kind   string          `toml:"kind" doc:"how borrowers answer a margin call"`
	Params borrower.Params `toml:",kind"`
}

// Kinds are those of the room.
func (BorrowerTable) Kinds() []Kind { return Catalogue(borrower.Kinds) }

// PolicyTable is how a lender sells.
type PolicyTable struct {
	Kind   string        `toml:"kind" doc:"how the lender sells"`
	Params policy.Params `toml:",kind"`
}

// Kinds are those of the room.
func (PolicyTable) Kinds() []Kind { return Catalogue(policy.Kinds) }

// DealTable is how a lender's pool is financed.
type DealTable struct {
	Kind   string            `toml:"kind" doc:"how the pool is financed"`
	Params credit.DealParams `toml:",kind"`
}

// Preset is no deal: the lender holds its loans itself.
func (t *DealTable) Preset() { t.Kind = "none" }

// Kinds are the deals of the credit room.
func (DealTable) Kinds() []Kind { return Catalogue(credit.DealKinds) }

// VariantKey is the key by which the shipped deal takes the lists of another structure: `variant = "pass_through"` is that kind.
func (DealTable) VariantKey(kind string) string {
	if kind == "ledn-2026-1" {
		return "variant"
	}
	return ""
}

// notes is the names of the deal's notes by rank, the residual last; none without a deal.
func (t *DealTable) notes() []string {
	spec, ok := t.Params.(*credit.DealSpec)
	if !ok {
		return nil
	}
	names := sortedNames(spec.Note)
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(spec.Note[a].Rank, spec.Note[b].Rank) })
	return append(names, "residual")
}
