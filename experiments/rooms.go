package experiments

import (
	"reflect"
	"slices"
)

// A Room is a table of a study that has a choice of kinds.
type Room struct {
	Table  string
	Shared []Setting // keys of all its kinds
	Kinds  []Kind
}

func room[T Kinded](name string) Room {
	table := fresh(reflect.TypeFor[T]())
	shared := slices.DeleteFunc(ownSettings(table.Addr().Interface()), func(s Setting) bool { return s.Key == "kind" })
	return Room{name, shared, kindsOf(table)}
}

// Rooms is every table with kinds, in the order of the study file.
func Rooms() []Room {
	return []Room{
		room[PriceTable]("price"),
		room[ImpactTable]("market.impact"),
		room[LiquidityTable]("market.liquidity"),
		room[FlowTable]("market.flow.NAME"),
		room[TermsTable]("lender.NAME.terms"),
		room[PoolTable]("lender.NAME.pool"),
		room[BorrowerTable]("lender.NAME.borrower"),
		room[PolicyTable]("lender.NAME.policy"),
		room[DealTable]("lender.NAME.deal"),
		room[WarehouseTable]("lender.NAME.warehouse"),
		room[LeverageTable]("leverage.NAME"),
		room[DesignTable]("design"),
		room[RareTable]("rare"),
	}
}

// A Table is one without kinds that a study has only if it is written, or another key asks for it.
type Table struct {
	Name, Doc string
	Settings  []Setting
}

// OptionalTables is every such table of a study, in the order of the file.
func OptionalTables() []Table { return optionalTables(fresh(reflect.TypeFor[Spec]()), nil) }

func optionalTables(table reflect.Value, path []string) (out []Table) {
	for _, s := range slots(table) {
		if s.shape() != isTable {
			continue
		}
		v, at := fresh(s.Type), append(path[:len(path):len(path)], s.Key)
		if (s.Optional || s.When != "") && kindsOf(v) == nil {
			out = append(out, Table{FormatAddress(at), s.Doc, ownSettings(v.Addr().Interface())})
		}
		out = append(out, optionalTables(v, at)...)
	}
	return out
}

// KindSettings is the keys of a kind with their presets, in order; tables below it are left out.
func KindSettings(k Kind) []Setting { return ownSettings(k.Preset()) }

func ownSettings(table any) []Setting {
	var out []Setting
	for _, s := range Settings(table) {
		if s.Key != "" && len(s.Path) == 1 {
			out = append(out, s)
		}
	}
	return out
}
