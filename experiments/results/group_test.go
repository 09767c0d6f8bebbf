package results

// GroupRows is for tests: the rows of a row group.
var GroupRows = groupRows
