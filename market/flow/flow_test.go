package flow

import (
	"math"
	"reflect"
	"testing"

	"firesale/market/book"
	"firesale/market/random"
	"firesale/market/unit"
)

// streams gives each class the stream of its number.
func streams(seed uint64) func(int) *random.Source {
	return func(class int) *random.Source { return random.New(seed, uint64(class)) }
}

// bitcoin is the scale of the presets: a tick of $1, a lot of a thousandth of a coin.
var bitcoin = Scale{TickUSD: 1, LotBTC: 0.001}

// crowdOf opens presets by name, all on the bitcoin scale.
func crowdOf(tb testing.TB, names ...string) *Crowd {
	var classes []Class
	for _, name := range names {
		classes = append(classes, openKind(tb, name, bitcoin))
	}
	return New(book.New(book.Config{Window: 1 << 16}), bitcoin, classes...)
}

func openKind(tb testing.TB, name string, s Scale) Class {
	for _, k := range Kinds {
		if k.Name == name {
			class, err := k.Preset().Open(s)
			if err != nil {
				tb.Fatal(err)
			}
			return class
		}
	}
	tb.Fatalf("no kind %q", name)
	return nil
}

var background = []string{"zero-intelligence", "hidden-orders", "makers", "value"}

// TestKinds holds every entry of the table to the contract.
func TestKinds(t *testing.T) {
	if len(Kinds) == 0 {
		t.Fatal("no kinds: the test judges nothing")
	}
	for _, k := range Kinds {
		params := k.Preset()
		fields := reflect.TypeOf(params).Elem()
		for i := range fields.NumField() {
			for _, tag := range []string{"toml", "doc", "range", "source"} {
				if fields.Field(i).Tag.Get(tag) == "" {
					t.Errorf("%s: %s has no %s", k.Name, fields.Field(i).Name, tag)
				}
			}
		}
		if k.Doc == "" {
			t.Errorf("%s has no doc", k.Name)
		}
		c := crowdOf(t, k.Name)
		c.Begin(0, 100_000, streams(1))
		c.Run(unit.Minute, math.Log(101_000))
		if c.Count().Wakes == 0 {
			t.Errorf("%s never woke in a minute", k.Name)
		}
	}
}

// day runs the background for some hours and returns what is on the tape.
func record(c *Crowd, seed uint64, hours float64) Tape {
	c.Tape = &Tape{}
	c.Begin(0, 100_000, streams(seed))
	c.Run(unit.Duration(hours*float64(unit.Hour)), math.Log(100_000))
	return *c.Tape
}

func TestSameDrawsSameTape(t *testing.T) {
	c := crowdOf(t, background...)
	first := record(c, 3, 0.2)
	record(c, 4, 0.1) // a crowd forgets what it did before
	if again := record(c, 3, 0.2); !reflect.DeepEqual(first, again) {
		t.Error("the same streams gave another tape in a crowd that was used in between")
	}
	if fresh := record(crowdOf(t, background...), 3, 0.2); !reflect.DeepEqual(first, fresh) {
		t.Error("the same streams gave another tape in a new crowd")
	}
}

// TestStepsDoNotMatter: a run cut into pieces is the same run.
func TestStepsDoNotMatter(t *testing.T) {
	c := crowdOf(t, background...)
	whole := record(c, 5, 0.1)
	c.Tape = &Tape{}
	c.Begin(0, 100_000, streams(5))
	for at := unit.Duration(0); at <= unit.Hour/10; at += 7 * unit.Second {
		c.Run(at, math.Log(100_000))
	}
	c.Run(unit.Hour/10, math.Log(100_000))
	if !reflect.DeepEqual(whole, *c.Tape) {
		t.Error("another tape in steps of 7 s")
	}
}

// TestExitRace: of two who sell the same amount, the one whose order arrives first gets the better price.
func TestExitRace(t *testing.T) {
	c := crowdOf(t, background...)
	won := 0
	const races = 20
	for seed := range uint64(races) {
		c.Begin(0, 100_000, streams(seed))
		c.Run(unit.Hour, math.Log(100_000))
		c.Trade(Outsider(1), book.Sell, 500_000)
		c.Run(unit.Hour+unit.Second, math.Log(100_000))
		c.Trade(Outsider(2), book.Sell, 500_000)
		price := map[uint32]float64{}
		for _, f := range c.Fills() {
			if f.Side != book.Sell {
				t.Fatalf("a seller bought: %+v", f)
			}
			price[f.Owner] += float64(f.Price) * float64(f.Quantity) / 500_000
		}
		if price[Outsider(1)] > price[Outsider(2)] {
			won++
		}
		if err := c.Book().Check(); err != nil {
			t.Fatal(err)
		}
	}
	if won < races-1 {
		t.Errorf("the first seller got the better price in %d of %d races", won, races)
	}
}

// TestNoAllocations: once a crowd has run for as long as it will, the same again allocates nothing.
func TestNoAllocations(t *testing.T) {
	c := crowdOf(t, append(background, "momentum")...)
	sources := make([]*random.Source, 5)
	for i := range sources {
		sources[i] = random.New(1, uint64(i))
	}
	once := func() {
		for i, s := range sources {
			s.Seed(9, uint64(i))
		}
		c.Begin(0, 100_000, func(i int) *random.Source { return sources[i] })
		c.Run(unit.Hour/20, math.Log(99_000))
		c.Trade(Outsider(0), book.Sell, 10_000)
		c.Fills()
	}
	if n := testing.AllocsPerRun(3, once); n != 0 {
		t.Errorf("%v allocations a run, want 0", n)
	}
}

// BenchmarkFlow is the time of an hour of background in the preset mix.
func BenchmarkFlow(b *testing.B) {
	c := crowdOf(b, background...)
	c.Begin(0, 100_000, streams(1))
	c.Run(unit.Hour, math.Log(100_000))
	b.ReportAllocs()
	for b.Loop() {
		c.Run(c.Now()+unit.Hour, math.Log(100_000))
	}
}
