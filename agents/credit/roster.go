package credit

// A Roster is who owes the loans of an Index: each borrower's loans, and each loan's borrower. It is built once and
// shared, read-only.
type Roster struct {
	Names []string // of the borrowers, in the order of the index
	of    []int32  // borrower of a loan, by its place in the whole index
	first []int32  // of a borrower's loans; one more at the end
	loans []Ref    // by borrower
}

// NewRoster lists the borrowers of an index.
func NewRoster(x *Index) *Roster {
	r := &Roster{}
	number := map[string]int32{}
	for b := range x.Buckets {
		for _, loan := range x.Buckets[b].loan {
			id := x.Pool.Loans[loan].Borrower
			n, known := number[id]
			if !known {
				n = int32(len(r.Names))
				number[id] = n
				r.Names = append(r.Names, id)
			}
			r.of = append(r.of, n)
		}
	}
	r.group(x)
	return r
}

// group puts the loans of a borrower beside each other.
func (r *Roster) group(x *Index) {
	r.first = make([]int32, len(r.Names)+1)
	for _, n := range r.of {
		r.first[n+1]++
	}
	for n := range r.Names {
		r.first[n+1] += r.first[n]
	}
	next := append([]int32(nil), r.first...)
	r.loans = make([]Ref, len(r.of))
	for place, n := range r.of {
		r.loans[next[n]] = x.Ref(place)
		next[n]++
	}
}

// At is the borrower of the loan at a place of the whole index.
func (r *Roster) At(place int) int { return int(r.of[place]) }

// Len is the number of loans.
func (r *Roster) Len() int { return len(r.of) }

// Loans are those of a borrower, in the order of the index.
func (r *Roster) Loans(borrower int) []Ref { return r.loans[r.first[borrower]:r.first[borrower+1]] }
