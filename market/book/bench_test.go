package book

import (
	"math/rand/v2"
	"testing"
)

// benchFlow is a flow of the size of the published comparison, generated once a benchmark.
func benchFlow(b *testing.B, kind string) *Flow {
	f, err := GenerateFlow(kind, FlowSize, 1)
	if err != nil {
		b.Fatal(err)
	}
	return f
}

// BenchmarkBook is the time of a message; the trades of 5 M messages wait in the book until the clock stops.
func BenchmarkBook(b *testing.B) {
	for _, k := range FlowKinds {
		b.Run(k.Name, func(b *testing.B) {
			f := benchFlow(b, k.Name)
			p := f.player(New(Preset()))
			b.ReportAllocs()
			b.ResetTimer()
			for done := 0; done < b.N; done += f.Messages {
				b.StopTimer()
				p.count(nil)
				p.book.Reset()
				b.StartTimer()
				if err := p.play(f.body[:min(b.N-done, f.Messages)*messageSize]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("recentre", benchmarkRecentre)
}

// benchmarkRecentre is a market of 10,000 orders within 256 ticks of a mid that falls by a tick every ten messages,
// through a window of 1,024 ticks: it moves once in some 2,500 messages, and each order is cancelled when 10,000 more
// have come.
func benchmarkRecentre(b *testing.B) {
	const live = 10_000
	k, r := New(Config{Window: 1 << 10}), rand.NewPCG(1, 2)
	var ring [live]Handle
	b.ReportAllocs()
	for n := range b.N {
		u := r.Uint64()
		away := 1 + Tick(u>>8&255)
		o := Order{Owner: 1, Side: Side(u & 1), Price: Tick(100_000_000-n/10) - away, Quantity: 1 + Lots(u>>16&63)}
		if o.Side == Sell {
			o.Price += 2 * away
		}
		h, _ := k.Limit(o)
		k.Cancel(ring[n%live])
		ring[n%live] = h
		k.Take()
	}
}

// BenchmarkTouchFloor is the reference that BenchmarkBook is measured against.
func BenchmarkTouchFloor(b *testing.B) {
	for _, k := range FlowKinds {
		b.Run(k.Name, func(b *testing.B) {
			f := benchFlow(b, k.Name)
			t := newToucher(f, 2*k.live)
			b.ResetTimer()
			for done := 0; done < b.N; done += f.Messages {
				t.touch(f.body[:min(b.N-done, f.Messages)*messageSize])
			}
		})
	}
}
