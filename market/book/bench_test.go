package book

import (
	"testing"
)

// flows are generated once: 5 M messages, as in the published comparison.
func benchFlow(b *testing.B, kind string) *Flow {
	f, err := GenerateFlow(kind, FlowSize, 1)
	if err != nil {
		b.Fatal(err)
	}
	return f
}

// BenchmarkBook is the time of a message, trades counted and hashed.
func BenchmarkBook(b *testing.B) {
	for _, k := range FlowKinds {
		f := benchFlow(b, k.Name)
		p := f.player(New(Preset()))
		b.Run(k.Name, func(b *testing.B) {
			b.ReportAllocs()
			for done := 0; done < b.N; done += f.Messages {
				b.StopTimer()
				p.book.Reset()
				b.StartTimer()
				if err := p.play(f.body[:min(b.N-done, f.Messages)*messageSize]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkTouchFloor is the reference that BenchmarkBook is measured against.
func BenchmarkTouchFloor(b *testing.B) {
	for _, k := range FlowKinds {
		f := benchFlow(b, k.Name)
		t := newToucher(f, k.live)
		b.Run(k.Name, func(b *testing.B) {
			for done := 0; done < b.N; done += f.Messages {
				t.touch(f.body[:min(b.N-done, f.Messages)*messageSize])
			}
		})
	}
}
