package experiments

import (
	"runtime"
	"slices"

	"firesale/experiments/results"
)

// finish joins the parts, writes what is computed from whole tables, and last the manifest: a folder that has one is
// complete.
func (s *Study) finish(dir string, parts []results.Part, found []Found) (runs, failed int64, err error) {
	m := results.Manifest{Study: s.Name, Config: s.Config, ConfigHash: s.Hash(), Version: Version, Seed: s.Spec.Run.Seed,
		Architecture: runtime.GOARCH, Cells: s.Cells(), Notes: s.Notes}
	runs = rowsOf(parts)
	for _, table := range s.joined() {
		f, err := results.Join(dir, table, parts, s.Cells(), nil)
		if err != nil {
			return 0, 0, &OutputError{err}
		}
		m.Files = append(m.Files, f)
	}
	failed, more, err := s.derive(dir, found)
	if err != nil {
		return runs, failed, &OutputError{err}
	}
	m.Files = append(m.Files, more...)
	err = s.eachInput(func(in results.Input, data []byte) error {
		if isShipped(in.Path) {
			return nil
		}
		file, err := results.KeepInput(dir, in, data)
		if m.Inputs = append(m.Inputs, in); !slices.ContainsFunc(m.Files, func(f results.File) bool { return f.Name == file.Name }) {
			m.Files = append(m.Files, file)
		}
		return err
	})
	if err != nil {
		return runs, failed, &OutputError{err}
	}
	if err := m.Write(dir); err != nil {
		return runs, failed, &OutputError{err}
	}
	return runs, failed, nil
}

// derive writes the tables that follow from the study and from whole tables: the loans, the summary, the study itself.
func (s *Study) derive(dir string, found []Found) (failed int64, files []results.File, err error) {
	if err := s.loans().Write(dir); err != nil {
		return 0, nil, err
	}
	failed, tables, err := s.derived(dir, found)
	if err != nil {
		return failed, nil, err
	}
	names := []string{"loans.parquet", "study.toml"}
	for _, t := range tables {
		if err := t.Write(dir); err != nil {
			return failed, nil, err
		}
		names = append(names, t.Name()+".parquet")
	}
	if _, err := results.WriteFile(dir, "study.toml", []byte(s.Config)); err != nil {
		return failed, nil, err
	}
	for _, name := range names {
		f, err := results.FileOf(dir, name)
		if err != nil {
			return failed, nil, err
		}
		files = append(files, f)
	}
	return failed, files, nil
}

// derived is the tables that the study's runs, and what it asks, make necessary.
func (s *Study) derived(dir string, found []Found) (failed int64, tables []*results.Table, err error) {
	d, err := s.digest(dir)
	if err != nil {
		return d.failed, nil, err
	}
	tables = []*results.Table{d.summary}
	if d.rare != nil {
		tables = append(tables, d.rare)
	}
	if d.tails.Len() > 0 {
		tables = append(tables, d.tails)
	}
	if t := s.sensitivity(d.summary, d.samples); t != nil {
		tables = append(tables, t)
	}
	if s.search != nil {
		tables = append(tables, s.search.findings(found), s.search.roots(found))
	}
	for _, summary := range []struct {
		asked bool
		of    func(dir string) (*results.Table, error)
	}{{s.Answers(), s.curesSummary}, {s.Spec.Attribution != nil, s.attributionSummary}} {
		if !summary.asked {
			continue
		}
		t, err := summary.of(dir)
		if err != nil {
			return d.failed, nil, err
		}
		tables = append(tables, t)
	}
	return d.failed, tables, nil
}

// loans is the tapes, one a lender's name: copies share it. Wake prices are those of the first point that has loans.
func (s *Study) loans() *results.Table {
	t := results.NewTable("loans", []results.Column{
		{Name: "lender", Kind: results.Texts, Doc: "name without the copy"},
		{Name: "loan", Kind: results.Texts, Doc: "as the tape calls it"},
		{Name: "borrower", Kind: results.Texts, Doc: "as the tape calls it"},
		{Name: "principal_usd", Unit: "USD", Doc: "at the start"},
		{Name: "collateral_btc", Unit: "BTC", Doc: "at the start"},
		{Name: "rate", Unit: "1", Doc: "a year"},
		{Name: "ltv", Unit: "1", Doc: "principal / value of the coins at the start price"},
		{Name: "call_price_usd", Unit: "USD/BTC", Doc: "highest mark over margin_call_ltv, on principal"},
		{Name: "liquidation_price_usd", Unit: "USD/BTC", Doc: "highest mark over liquidation_ltv, on principal"},
	})
	for _, name := range sortedNames(s.Spec.Lender) {
		s.loansOf(t, name)
	}
	return t
}

func (s *Study) loansOf(t *results.Table, name string) {
	for _, p := range s.Points {
		for _, c := range p.World.Lenders {
			if c.Charter.Name != name || len(c.Charter.Index.Pool.Loans) == 0 {
				continue
			}
			start := p.World.Common.StartUSD(p.World.Price)
			for i := range c.Charter.Index.Pool.Loans {
				l := &c.Charter.Index.Pool.Loans[i]
				call, liquidation := c.Charter.Index.WakePrices(i)
				t.Append([]results.Cell{ // a table in memory takes every row that has its columns
					results.Text(name), results.Text(l.ID), results.Text(l.Borrower),
					results.Float(l.Principal.Float()), results.Float(l.Collateral.Float()), results.Float(l.Rate.Float()),
					results.Float(l.Principal.Float() / (l.Collateral.Float() * start)),
					results.Float(call.Float()), results.Float(liquidation.Float()),
				})
			}
			return
		}
	}
}
