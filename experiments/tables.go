package experiments

import (
	"slices"

	"firesale/experiments/metric"
	"firesale/experiments/results"
	"firesale/sim/record"
)

// The tables that have a row a run, a step, an event, or a bin of LTV. Their columns are a promise to whoever reads them: new ones are added at the end.

// status of a run.
const (
	statusOK     = "ok"
	statusFailed = "failed"
)

func keyColumns() []results.Column {
	return []results.Column{
		{Name: "point", Kind: results.Ints, Doc: "setting of the design, from 0"},
		{Name: "replication", Kind: results.Ints, Doc: "draw of luck, from 0; the same luck at every point"},
	}
}

// notes is the notes of all lenders' deals, in the order of their columns.
func (s *Study) notes() []metric.Note {
	var notes []metric.Note
	for _, name := range sortedNames(s.Spec.Lender) {
		for _, note := range s.Spec.Lender[name].Deal.notes() {
			notes = append(notes, metric.Note{Lender: name, Name: note})
		}
	}
	return notes
}

// eachMetric visits every metric of the study: what all studies have, cascades, the notes', the book's, those of other
// leverage and of new loans.
func (s *Study) eachMetric(visit func(results.Column, func(*record.Run) (float64, bool))) {
	rule := metric.Cascade{Generation: int(s.Spec.Record.CascadeGeneration), Amplification: s.Spec.Record.CascadeAmplification}
	for _, k := range slices.Concat(metric.Kinds, rule.Kinds()) {
		visit(results.Column{Name: k.Name, Unit: k.Unit, Doc: k.Doc}, k.Of)
	}
	s.eachNoteMetric(func(k metric.NoteKind, n metric.Note) {
		visit(results.Column{Name: k.Column(n), Unit: k.Unit, Doc: k.Doc}, func(r *record.Run) (float64, bool) { return k.Of(r, n) })
	})
	s.eachBookMetric(visit)
	for _, k := range slices.Concat(s.leverageKinds(), s.loopKinds()) {
		visit(results.Column{Name: k.Name, Unit: k.Unit, Doc: k.Doc}, k.Of)
	}
}

// eachNoteMetric visits the metrics of all notes: metric by metric, lender by lender, by rank.
func (s *Study) eachNoteMetric(visit func(metric.NoteKind, metric.Note)) {
	for _, k := range metric.NoteKinds {
		for _, n := range s.notes() {
			if k.Has(n) {
				visit(k, n)
			}
		}
	}
}

func (s *Study) metricColumns() []results.Column {
	var cols []results.Column
	s.eachMetric(func(c results.Column, _ func(*record.Run) (float64, bool)) { cols = append(cols, c) })
	return cols
}

func (s *Study) axisColumns() []results.Column {
	var cols []results.Column
	for _, a := range s.Axes {
		cols = append(cols, a.column())
	}
	return cols
}

func (s *Study) runColumns() []results.Column {
	cols := append(keyColumns(),
		results.Column{Name: "status", Kind: results.Texts, Doc: "ok, failed, or audit: a broken invariant"},
		results.Column{Name: "reason", Kind: results.Texts, Doc: "why a run failed"})
	cols = append(append(append(cols, s.axisColumns()...), s.rareColumns()...), s.controlColumns()...)
	return append(cols, s.metricColumns()...)
}

// runRow is the row of a run; a failed run has no metrics, and says why.
func (s *Study) runRow(point, replication int, run *record.Run, failure error) []results.Cell {
	row := []results.Cell{results.Int(int64(point)), results.Int(int64(replication)), results.Text(statusOK), results.Null()}
	if failure != nil {
		row[2], row[3] = results.Text(statusOf(failure)), results.Text(failure.Error())
	}
	for i, a := range s.Axes {
		row = append(row, a.cell(s.Points[point].Values[i]))
	}
	row = append(append(row, s.rareCells(replication, run)...), s.controlCells(point, run)...)
	s.eachMetric(func(_ results.Column, of func(*record.Run) (float64, bool)) {
		row = append(row, maybe(failure == nil, run, of))
	})
	return row
}

func maybe(exists bool, run *record.Run, of func(*record.Run) (float64, bool)) results.Cell {
	if !exists {
		return results.Null()
	}
	return results.Maybe(of(run))
}
