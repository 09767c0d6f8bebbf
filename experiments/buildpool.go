package experiments

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"firesale/agents/credit"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/stream"
)

// index is the pool of a lender, sorted for its terms.
func (b *builder) index(name string, first int, t *LenderTable, s *Spec, w *sim.World) *credit.Index {
	pool, key := b.pool(name, t, s, w)
	if pool == nil {
		return nil
	}
	key = fmt.Sprintf("%s|%s|%+v|%v|%d|%v", key, staggerKey(name, first, t.Terms.Terms), *t.Terms.Terms, w.Clock, w.Steps, w.Loop != nil)
	if x, ok := b.indexes[key]; ok {
		return x
	}
	x, err := newIndex(name, first, pool, t.Terms.Terms, w)
	if err != nil {
		b.fault("lender."+name+".pool", err.Error())
		return nil
	}
	b.indexes[key] = x
	return x
}

func horizon(w *sim.World) credit.Horizon {
	return credit.Horizon{Start: w.Clock.Start, End: w.Clock.Day(max(w.Steps, 1) - 1)}
}

// pool is the loans of a lender, with a key under which they are built once.
func (b *builder) pool(name string, t *LenderTable, s *Spec, w *sim.World) (*credit.Pool, string) {
	if t.Copies == 0 {
		return &credit.Pool{}, "empty"
	}
	var key string
	switch p := t.Pool.Params.(type) {
	case *credit.Target:
		made := vintage(t, w)
		key = fmt.Sprintf("%s|%d|%+v|%v|%v|%s|%v", name, s.Run.Seed, *p, w.Common.StartUSD(w.Price), w.Clock.Start, t.Terms.Terms.Pays, optional(made))
		b.sayRounded(made != nil, "lender.%s.pool: the price file covers the year before clock.start, so that the loans are made over that year, at %v of the price of their month; ltv_mean and ltv_sd are not used", name, vintageStart)
	case *Tape:
		key = p.File + "|" + b.tree.Origin("lender."+name+".pool.file").File + "|" + t.Terms.Terms.Pays
	}
	if pool, ok := b.pools[key]; ok {
		return pool, key
	}
	pool, err := b.load(name, t, s, w, 0)
	if err != nil {
		b.poolFault(name, t, err)
		return nil, key
	}
	b.pools[key] = pool
	return pool, key
}

// load generates a lender's loans, with the luck of a replication, or reads them.
func (b *builder) load(name string, t *LenderTable, s *Spec, w *sim.World, replication int) (*credit.Pool, error) {
	pays, err := credit.ParsePays(t.Terms.Terms.Pays)
	if err != nil {
		return nil, err
	}
	if target, ok := t.Pool.Params.(*credit.Target); ok {
		luck := rand.New(stream.Open(w.Seed, replication, "lender."+name, "pool"))
		start := unit.PriceOf(w.Common.StartUSD(w.Price))
		if made := vintage(t, w); made != nil {
			pool, _, err := target.GenerateVintage(luck, *made, start, w.Clock.Start)
			return &pool, err
		}
		pool, _, err := target.Generate(luck, start, w.Clock.Start)
		for i := range pool.Loans {
			pool.Loans[i].Pays = pays
		}
		return &pool, err
	}
	file := t.Pool.Params.(*Tape).File
	in, err := b.input(file, b.tree.Origin("lender."+name+".pool.file"))
	if err != nil {
		return nil, err
	}
	pool, err := credit.Tape{Name: file, Size: in.size, Pays: pays}.Read(in.Reader())
	return &pool, err
}

// resampler gives every replication loans of its own: generated with its luck, or drawn from the tape with replacement.
func (b *builder) resampler(name string, first int, t *LenderTable, s *Spec, w *sim.World) func(replication int) (*credit.Index, error) {
	tree := b.tree
	if _, ok := t.Pool.Params.(*credit.Target); ok {
		return func(replication int) (*credit.Index, error) {
			pool, err := (&builder{tree: tree}).load(name, t, s, w, replication)
			if err != nil {
				return nil, err
			}
			return newIndex(name, first, pool, t.Terms.Terms, w)
		}
	}
	tape, _ := b.pool(name, t, s, w)
	return func(replication int) (*credit.Index, error) {
		luck := rand.New(stream.Open(w.Seed, replication, "lender."+name, "pool"))
		return newIndex(name, first, tape.Resample(luck), t.Terms.Terms, w)
	}
}

// poolFault reports a pool that cannot be: at the key that the reason names, if it names one.
func (b *builder) poolFault(name string, t *LenderTable, err error) {
	key := "lender." + name + ".pool"
	if _, ok := t.Pool.Params.(*Tape); ok {
		key += ".file"
	}
	why := strings.TrimPrefix(err.Error(), "pool: ")
	if named, want, ok := strings.Cut(why, ": want "); ok {
		named, _, _ = strings.Cut(named, " = ")
		if _, written := b.tree.Get(key + "." + named); written {
			key, why = key+"."+named, "want "+want
		}
	}
	b.fault(key, why)
}
