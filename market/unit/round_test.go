package unit_test

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"firesale/market/unit"
)

func ExampleSplit() {
	fmt.Println(unit.Split(1_000_000_01, []int64{160_000_000, 28_000_000})) // golden case G14: cents go by the largest remainder
	fmt.Println(unit.Split(100, []int64{1, 1, 1}))
	// Output:
	// [85106384 14893617]
	// [34 33 33]
}

func ExampleInterest() {
	monthly := unit.Interest(160_000_000*unit.Dollar, 685*unit.BP, 30, 360)
	fmt.Println(monthly)
	// Output: 913333.33
}

// The ratios of the published pool, to the digits known, from the integers that the accounting uses.
func TestArithmeticOfTheSource(t *testing.T) {
	const pool, coins = 199_100_000 * unit.Dollar, 4_078_87000000 * unit.Satoshi
	implied := unit.PriceOf(356_900_000 / 4_078.87)
	for _, c := range []struct {
		name      string
		got, want fmt.Stringer
	}{
		{"price behind 356.9M", implied, unit.Price(87_499_72)},
		{"value at 87,508", unit.Price(87_508_00).Value(coins), unit.USD(356_933_755_96)},
		{"highest price over 80%: 61,015.673", unit.WakePrice(pool, coins, 80*unit.Percent), unit.Price(61_015_67)},
		{"highest price over 70%: 69,732.198", unit.WakePrice(pool, coins, 70*unit.Percent), unit.Price(69_732_19)},
		{"highest price over 100%: 48,812.538", unit.WakePrice(pool, coins, unit.One), unit.Price(48_812_53)},
		{"coins that repay the pool at 61,015.67: 80% of them", unit.Price(61_015_67).Coins(pool), unit.BTC(3_263_09618497)},
		{"5% of the notes", (5 * unit.Percent).Of(188_000_000 * unit.Dollar), unit.USD(9_400_000_00)},
		{"G1: pool interest", unit.Interest(pool, 118_000, 30, 360), unit.USD(1_957_816_67)},
		{"G1: servicer", unit.Interest(pool, 10_000, 30, 360), unit.USD(165_916_67)},
		{"G1: A", unit.Interest(160_000_000_00, 68_500, 30, 360), unit.USD(913_333_33)},
		{"G1: B", unit.Interest(28_000_000_00, 95_000, 30, 360), unit.USD(221_666_67)},
		{"G4: gross at 61,000", unit.Price(61_000_00).Value(coins), unit.USD(248_811_070_00)},
		{"G5: gross at 45,000", unit.Price(45_000_00).Value(coins), unit.USD(183_549_150_00)},
		{"G9: A's coupon on 110M", unit.Interest(110_000_000_00, 68_500, 30, 360), unit.USD(627_916_67)},
		{"G15: coins at 70% of 10,000 at 61,000", unit.BTC(unit.MulDivCeil(10_000_00*1_000_000, 1_0000_0000, 700_000*61_000_00)), unit.BTC(23_419_204)},
		{"G15: coins at 50%", unit.BTC(unit.MulDivCeil(10_000_00*1_000_000, 1_0000_0000, 500_000*61_000_00)), unit.BTC(32_786_886)},
		{"G17: L1 after two months of 30/360", unit.Interest(600_000_00, 120_000, 60, 360), unit.USD(12_000_00)},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, c.got, c.want)
		}
	}
	if !unit.Over(pool, coins, 61_000_00, 80*unit.Percent) || unit.Over(pool, coins, 87_508_00, 557_807) || !unit.Over(pool, coins, 87_508_00, 557_806) {
		t.Error("LTV at 87,508 is 55.780659%, over 80% at 61,000")
	}
	// The whole pool's satoshis × cents leave int64 above $226,125.
	for _, p := range []unit.Price{226_125_00, 226_126_00, 1_000_000_00, 10_000_000_00} {
		if got, want := p.Value(coins), unit.USD(int64(p)*4_07887/100); got != want {
			t.Errorf("value of the pool at %v: got %v, want %v", p, got, want)
		}
		if unit.Over(pool, coins, p, 80*unit.Percent) {
			t.Errorf("the pool is over 80%% at %v", p)
		}
	}
}

func TestRounding(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want int64
	}{
		{"half to even, down", unit.MulDivEven(1, 5, 2), 2},
		{"half to even, up", unit.MulDivEven(1, 7, 2), 4},
		{"below half", unit.MulDivEven(1, 7, 3), 2},
		{"above half", unit.MulDivEven(1, 8, 3), 3},
		{"half of an odd divisor does not exist", unit.MulDivEven(1, 1, 3), 0},
		{"floor", unit.MulDivFloor(1, 7, 2), 3},
		{"ceil", unit.MulDivCeil(1, 7, 2), 4},
		{"ceil of a whole", unit.MulDivCeil(3, 4, 6), 2},
		{"interest of half a cent, even", int64(unit.Interest(1, 500_000, 1, 1)), 0},
		{"interest of one and a half cents", int64(unit.Interest(3, 500_000, 1, 1)), 2},
		{"interest of two and a half cents", int64(unit.Interest(5, 500_000, 1, 1)), 2},
		{"no days", int64(unit.Interest(1e15, 118_000, 0, 365)), 0},
		{"coins needed round up", int64(unit.Price(3_00).Coins(1_00)), 33_333_334},
		{"value floors", int64(unit.Price(3_00).Value(33_333_333)), 99},
		{"price half to even", int64(unit.PriceOf(0.125)), 12},
		{"price half to even, up", int64(unit.PriceOf(0.375)), 38},
		{"coins of a float", int64(unit.CoinsOf(-0.1)), -10_000_000},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, c.got, c.want)
		}
	}
}

func TestRoundingPanics(t *testing.T) {
	nan := 0.0
	nan /= nan
	for name, f := range map[string]func(){
		"negative factor":   func() { unit.MulDivFloor(-1, 1, 1) },
		"no divisor":        func() { unit.MulDivEven(1, 1, 0) },
		"past 64 bits":      func() { unit.MulDivCeil(1<<62, 1<<62, 1) },
		"past 63 bits":      func() { unit.MulDivFloor(1<<62, 2, 1) },
		"negative price":    func() { unit.PriceOf(-1) },
		"NaN price":         func() { unit.PriceOf(nan) },
		"huge price":        func() { unit.PriceOf(1e30) },
		"NaN coins":         func() { unit.CoinsOf(nan) },
		"negative total":    func() { unit.Split(-1, []int64{1}) },
		"negative weight":   func() { unit.Split(5, []int64{-1, 1}) },
		"coins at no price": func() { unit.Price(0).Coins(1) },
		"negative days":     func() { unit.Interest(100, 118_000, -1, 365) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

func wide(n int64) *big.Int { return big.NewInt(n) }

func TestMulDivAgainstBig(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Range(0, 1<<62).Draw(t, "a"), rapid.Int64Range(0, 1<<62).Draw(t, "b")
		product := new(big.Int).Mul(wide(a), wide(b))
		least := new(big.Int).Rsh(product, 62).Int64() // smallest divisor whose quotient surely fits
		d := rapid.Int64Range(least+1, 1<<63-1).Draw(t, "d")
		floor, rest := new(big.Int).QuoRem(product, wide(d), new(big.Int))
		if got := unit.MulDivFloor(a, b, d); got != floor.Int64() {
			t.Fatalf("floor %d, want %v", got, floor)
		}
		ceil, even := floor.Int64(), floor.Int64()
		if rest.Sign() > 0 {
			ceil++
		}
		if c := rest.Lsh(rest, 1).Cmp(wide(d)); c > 0 || (c == 0 && even%2 == 1) {
			even++
		}
		if got := unit.MulDivCeil(a, b, d); got != ceil {
			t.Fatalf("ceil %d, want %d", got, ceil)
		}
		if got := unit.MulDivEven(a, b, d); got != even {
			t.Fatalf("even %d, want %d", got, even)
		}
	})
}

// Property: parts add up, none is off its share by a unit or more, and equal weights differ by one at most, the lower
// index first.
func TestSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(0, 1<<62).Draw(t, "total")
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1<<55), 1, 30).Draw(t, "weights")
		if rapid.Bool().Draw(t, "ties") {
			for i := range weights {
				weights[i] %= 3
			}
		}
		sum, left := int64(0), total
		for _, w := range weights {
			sum += w
		}
		parts := unit.Split(total, weights)
		for i, part := range parts {
			left -= part
			if sum == 0 {
				continue
			}
			off := new(big.Int).Sub(new(big.Int).Mul(wide(part), wide(sum)), new(big.Int).Mul(wide(total), wide(weights[i])))
			if off.CmpAbs(wide(sum)) >= 0 {
				t.Fatalf("part %d is %d: a unit or more off its share", i, part)
			}
			for j := range i {
				if weights[j] == weights[i] && (parts[j] < part || parts[j] > part+1) {
					t.Fatalf("equal weights at %d and %d got %d and %d", j, i, parts[j], part)
				}
			}
		}
		if left != 0 {
			t.Fatalf("%d left over", left)
		}
	})
}

func TestValueAndCoins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		price := unit.Price(rapid.Int64Range(1, 1e10).Draw(t, "price"))
		worth := unit.USD(rapid.Int64Range(0, 1e12).Draw(t, "worth"))
		if worth > 1e10*unit.USD(price) {
			worth %= 1e10 * unit.USD(price)
		}
		coins := price.Coins(worth)
		if got := price.Value(coins); got < worth {
			t.Fatalf("%v coins at %v make %v, less than %v", coins, price, got, worth)
		}
		if coins > 0 && price.Value(coins-1) >= worth && unit.MulDivCeil(int64(coins-1), int64(price), int64(unit.Coin)) >= int64(worth)+1 {
			t.Fatalf("a satoshi less than %v would do at %v for %v", coins, price, worth)
		}
	})
}

func TestWideAgainstBig(t *testing.T) {
	number := func(hi, lo int64) (unit.Wide, *big.Int) {
		return unit.Product(hi, lo), new(big.Int).Mul(wide(hi), wide(lo))
	}
	rapid.Check(t, func(t *rapid.T) {
		n, bigN := number(rapid.Int64Min(0).Draw(t, "a"), rapid.Int64Min(0).Draw(t, "b"))
		d, bigD := number(rapid.Int64Min(0).Draw(t, "c"), rapid.Int64Min(0).Draw(t, "d"))
		if n.Compare(d) != bigN.Cmp(bigD) {
			t.Fatal("order")
		}
		if diff, ok := n.Minus(d); ok != (bigN.Cmp(bigD) >= 0) || (ok && diff.Times(0).Compare(unit.Product(0, 0)) != 0) {
			t.Fatal("difference")
		}
		sum, bigSum := n.Plus(d), new(big.Int).Add(bigN, bigD)
		if back, ok := sum.Minus(n); !ok || back.Compare(d) != 0 {
			t.Fatal("sum")
		}
		if f, _ := new(big.Float).SetInt(bigSum).Float64(); math.Abs(sum.Float()/max(f, 1)-math.Min(f, 1)) > 1e-15 { // three roundings
			t.Fatalf("%v is %v as a float", bigSum, sum.Float())
		}
		got, ok := n.CeilDiv(d)
		if bigD.Sign() == 0 {
			if ok {
				t.Fatal("a quotient by 0")
			}
			return
		}
		want, rest := new(big.Int).QuoRem(bigN, bigD, new(big.Int))
		if rest.Sign() > 0 {
			want.Add(want, wide(1))
		}
		if want.Cmp(wide(1<<63-2)) > 0 {
			return // at the border either answer is right
		}
		if !ok || wide(got).Cmp(want) != 0 {
			t.Fatalf("%v / %v: got %d (%v), want %v", bigN, bigD, got, ok, want)
		}
	})
}
