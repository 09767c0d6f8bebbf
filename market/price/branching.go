package price

import "firesale/market/random"

// Branching is a process that follows a descent.
type Branching struct {
	Process
	path    Descent
	luck    Luck
	sources map[string]*random.Source // by purpose, as the process holds them
	step    int
	next    int // branch
	one     Block
}

// NewBranching lets a process follow descents.
func NewBranching(p Process) *Branching { return &Branching{Process: p} }

// Follow sets the descent of the path to come.
func (r *Branching) Follow(path Descent, luck Luck) { r.path, r.luck = path, luck }

// Reset implements Process; whose luck it is follows from the descent.
func (r *Branching) Reset(func(purpose string) *random.Source) {
	r.sources, r.step, r.next = map[string]*random.Source{}, 0, 1
	r.Process.Reset(func(purpose string) *random.Source {
		r.sources[purpose] = r.luck(r.path[0].Number, purpose)
		return r.sources[purpose]
	})
}

// Fill implements Process.
func (r *Branching) Fill(b *Block) {
	b.Jumps = b.Jumps[:0]
	for i := range b.LogReturn {
		if r.next < len(r.path) && r.path[r.next].From == r.step {
			for purpose, source := range r.sources { // each on its own: the order does not matter
				*source = *r.luck(r.path[r.next].Number, purpose)
			}
			if w, ok := r.Process.(waiting); ok {
				w.await()
			}
			r.next++
		}
		b.fillOne(i, r.Process, &r.one)
		r.step++
	}
}

// fillOne lets a process fill one step of a block.
func (b *Block) fillOne(i int, p Process, one *Block) {
	one.LogReturn, one.Variance = b.LogReturn[i:i+1], b.Variance[i:i+1]
	p.Fill(one)
	for _, j := range one.Jumps {
		j.Step = i
		b.Jumps = append(b.Jumps, j)
	}
}
