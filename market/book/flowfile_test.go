package book_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"firesale/market/book"
)

// flowBytes writes a small flow of two limits, a market and a cancel, by hand.
func flowBytes() []byte {
	out := []byte("LOBFLOW1")
	for _, v := range []uint32{4, 3, 100, 101, 0, 0} {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	for _, m := range []struct {
		kind, side          uint8
		id, price, quantity uint32
	}{{0, 0, 1, 100, 7}, {0, 1, 2, 101, 5}, {2, 1, 3, 0, 3}, {1, 0, 1, 0, 0}} {
		out = append(out, m.kind, m.side, 0, 0)
		for _, v := range []uint32{m.id, m.price, m.quantity} {
			out = binary.LittleEndian.AppendUint32(out, v)
		}
	}
	return out
}

// The hash of one trade (maker 1, taker 3, price 100, quantity 3), by the formula of the workload written out again.
func TestReplayHash(t *testing.T) {
	h := uint64(0)
	for _, v := range []uint64{1, 3, 100, 3} {
		h = (h ^ v) * 0x9E3779B97F4A7C15
	}
	h ^= h >> 29
	got, err := book.Replay(bytes.NewReader(flowBytes()), "small")
	want := book.Result{Messages: 4, Trades: 1, Volume: 3, Notional: 300, Hash: h, Live: 1}
	if err != nil || got != want {
		t.Errorf("replayed to %+v, %v; want %+v", got, err, want)
	}
}

// A header may promise ids that never come: they take no memory.
func TestReplayMakesRoomForIDsThatCome(t *testing.T) {
	file := flowBytes()
	copy(file[12:], "\xff\xff\xff\xff")
	f, err := book.ReadFlow(bytes.NewReader(file), "small")
	if err != nil || f.LargestID != 3 {
		t.Errorf("read a flow of ids to %d, %v; want 3", f.LargestID, err)
	}
}

func TestMalformedFlows(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(f []byte) []byte
		want  string
	}{
		{"short header", func(f []byte) []byte { return f[:20] }, "small: header: unexpected EOF"},
		{"other magic", func(f []byte) []byte { f[7] = '2'; return f }, `small: header: starts with "LOBFLOW2": want "LOBFLOW1"`},
		{"header padding", func(f []byte) []byte { f[31] = 1; return f }, "small: header: ends with"},
		{"too short", func(f []byte) []byte { return f[:len(f)-1] }, "small: message 4: the header says 4 messages, the file ends after 63 bytes of them"},
		{"too long", func(f []byte) []byte { return append(f, 0) }, "small: message 5: the header says 4 messages, the file goes on"},
		{"unknown type", func(f []byte) []byte { f[32+16] = 3; return f }, "small: message 2: type 3: want 0 (limit), 1 (cancel) or 2 (market)"},
		{"unknown side", func(f []byte) []byte { f[32+1] = 2; return f }, "small: message 1: side 2: want 0 (buy) or 1 (sell)"},
		{"padding", func(f []byte) []byte { f[32+2] = 9; return f }, "small: message 1: bytes 2 and 3 are 9 and 0: want 0"},
		{"id twice", func(f []byte) []byte { f[32+16+4] = 1; return f }, "small: message 2: id 1: want one over 1"},
		{"id past the header", func(f []byte) []byte { f[32+32+4] = 9; return f }, "small: message 3: id 9: want one over 2, and the header says at most 3"},
		{"id past all memory", func(f []byte) []byte {
			copy(f[12:], "\xff\xff\xff\xff")
			copy(f[32+32+4:], "\xff\xff\xff\xff")
			return f
		}, "small: message 3: id 4294967295: want at most 67108868 in a flow of 4 messages"},
		{"price past the header", func(f []byte) []byte { f[32+8] = 99; return f }, "small: message 1: price 99: the header says 100 to 101"},
		{"no quantity", func(f []byte) []byte { f[32+12] = 0; return f }, "small: message 1: quantity 0: want at least 1"},
		{"cancel of nobody", func(f []byte) []byte { f[32+48+4] = 7; return f }, "small: message 4: cancel of id 7: the largest id so far is 3"},
		{"cancel of a market order", func(f []byte) []byte { f[32+48+4] = 3; return f }, "small: message 4: cancel of id 3: it is not live"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := book.Replay(bytes.NewReader(tt.spoil(flowBytes())), "small")
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// TestFlowsRoundTrip: what is generated is read back and plays the same, in any window; each kind has the mix that it says.
func TestFlowsRoundTrip(t *testing.T) {
	for _, k := range book.FlowKinds {
		t.Run(k.Name, func(t *testing.T) {
			f, err := book.GenerateFlow(k.Name, 60_000, 7)
			if err != nil {
				t.Fatal(err)
			}
			var file bytes.Buffer
			if _, err := f.WriteTo(&file); err != nil {
				t.Fatal(err)
			}
			direct, err := f.Play(book.New(book.Config{Window: 64}))
			if err != nil {
				t.Fatal(err)
			}
			read, err := book.Replay(&file, k.Name)
			if err != nil || read != direct {
				t.Errorf("the file plays to %+v, %v; the flow, in a window of 64 ticks, to %+v", read, err, direct)
			}
		})
	}
}

func TestUnknownFlow(t *testing.T) {
	if _, err := book.GenerateFlow("deeper", 1, 1); err == nil {
		t.Error("generated an unknown flow")
	}
}
