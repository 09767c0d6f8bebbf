package experiments

import (
	"errors"

	"firesale/experiments/results"
	"firesale/sim/record"
)

// rows are the tables of a part.
type rows struct {
	study                          *Study
	runs, paths, events, ltv, deal *results.Writer
	loop                           *results.Writer // nil without new loans
	book                           []*results.Writer
	shares                         *results.Writer // nil unless the study asks for them
	cures                          *results.Writer // nil where no borrower acts
	broken                         error           // why events that a run handed on could not be written
}

// The tables that every study has, row by row.
const (
	runsTable   = "runs"
	pathsTable  = "paths"
	eventsTable = "events"
	ltvTable    = "ltv"
	dealTable   = "deal"
)

// joined is the tables that parts hold rows of.
func (s *Study) joined() []string {
	tables := append([]string{runsTable, pathsTable, eventsTable, ltvTable, dealTable}, s.bookTables()...)
	if s.loops() {
		tables = append(tables, loopTable)
	}
	if s.Answers() {
		tables = append(tables, curesTable)
	}
	return append(tables, s.attributionTables()...)
}

// openRows opens the tables of a part: those of every study, and those that this one has besides.
func (s *Study) openRows(p *results.PartWriter) (*rows, error) {
	var broken error
	open := func(name string, columns []results.Column) (w *results.Writer) {
		if broken == nil {
			w, broken = p.Table(name, columns)
		}
		return w
	}
	r := &rows{
		study: s, runs: open(runsTable, s.runColumns()), paths: open(pathsTable, s.pathColumns()),
		events: open(eventsTable, eventColumns()), ltv: open(ltvTable, ltvColumns()), deal: open(dealTable, dealColumns()),
	}
	for _, name := range s.bookTables() {
		r.book = append(r.book, open(name, bookColumns(name)))
	}
	for _, name := range s.attributionTables() {
		r.shares = open(name, attributionColumns())
	}
	if s.loops() {
		r.loop = open(loopTable, loopColumns())
	}
	if s.Answers() {
		r.cures = open(curesTable, curesColumns())
	}
	if broken != nil {
		return nil, &OutputError{broken}
	}
	return r, nil
}

// add writes the rows of one run, and the shares in it if they were asked.
func (r *rows) add(point, replication int, run *record.Run, shares []blame, failure error) error {
	err := r.runs.Append(r.study.runRow(point, replication, run, failure))
	if failure != nil {
		return errors.Join(err, r.broken)
	}
	for i := 0; i < len(run.Path) && err == nil; i++ {
		err = r.paths.Append(r.study.pathRow(point, replication, run.Path[i]))
	}
	r.addEvents(point, replication, run.Events)
	err = errors.Join(err, r.broken)
	if err == nil && run.Book != nil {
		err = r.addBook(point, replication, run.Book)
	}
	if err == nil && run.Loop != nil {
		err = r.addLoop(point, replication, run.Loop)
	}
	for i := 0; i < len(run.LTV) && err == nil; i++ {
		err = r.ltv.Append(ltvRow(point, replication, run.LTV[i]))
	}
	for i := 0; i < len(run.Deal) && err == nil; i++ {
		d := &run.Deal[i]
		err = r.deal.AppendEach(dealRow(point, replication, d), dealLender, d.Lenders)
	}
	if r.cures != nil {
		for _, row := range curesRows(point, replication, run.Lenders) {
			err = errors.Join(err, r.cures.Append(row))
		}
	}
	for i := 0; i < len(shares) && err == nil; i++ {
		err = r.shares.Append(attributionRow(point, replication, shares[i]))
	}
	return err
}

// addEvents writes what happened in a run, all of it or as it happens.
func (r *rows) addEvents(point, replication int, events []record.Event) {
	for i := 0; i < len(events) && r.broken == nil; i++ {
		row := eventRow(point, replication, &events[i])
		r.broken = r.events.AppendEach(row[:], eventLender, events[i].Lenders)
	}
}
