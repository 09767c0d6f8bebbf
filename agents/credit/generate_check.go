package credit

import (
	"encoding"
	"errors"
	"fmt"
	"math"
	"reflect"

	"firesale/market/unit"
)

// Bounds of what Generate computes in 64 bits: dollars × ppm of a pool, satoshis of all coins there can ever be.
const (
	mostLoans      = 10_000_000
	mostPrincipal  = 1_000_000_000_000 * unit.Dollar
	mostCollateral = 21_000_000 * unit.Coin
)

// Validate names the keys that no pool can meet together, whatever the price.
func (t *Target) Validate(fault func(key, want string)) {
	t.validateSums(fault)
	t.validateSizes(fault)
	t.validateLTV(fault)
	t.validateGrid(fault)
}

func (t *Target) validateSums(fault func(key, want string)) {
	if t.Loans < 1 || t.Loans > mostLoans {
		fault("loans", fmt.Sprintf("want 1 to %d", mostLoans))
	}
	if n := t.people(); n < 1 || n > max(1, t.Loans) {
		fault("borrowers", fmt.Sprintf("want 1 to %d, one loan each of loans = %d", max(1, t.Loans), t.Loans))
	}
	if t.Principal <= 0 || t.Principal > mostPrincipal {
		fault("principal_usd", fmt.Sprintf("want more than 0, at most %v", mostPrincipal))
	}
	if t.Collateral <= 0 || t.Collateral > mostCollateral {
		fault("collateral_btc", fmt.Sprintf("want more than 0, at most %v", mostCollateral))
	}
	if t.Rate < 0 || t.Rate > unit.One {
		fault("rate", "want 0% to 100%")
	}
}

// validateSizes holds loans × minimum ≤ principal ≤ loans × maximum, in whole dollars as loans are made.
func (t *Target) validateSizes(fault func(key, want string)) {
	if !(t.SizeSD >= 0 && t.SizeSD <= 5) {
		fault("size_sd", "want 0 to 5")
	}
	low, high := t.sizeRange()
	switch n := min(max(1, t.Loans), mostLoans); {
	case low < 1 || high < low || t.Maximum > mostPrincipal:
		fault("maximum_usd", fmt.Sprintf("want a whole number of dollars from minimum_usd (%v) to maximum_usd (%v), both in 1.00 to %v",
			t.Minimum, t.Maximum, mostPrincipal))
	case low > int64(t.Principal/unit.Dollar)/n:
		fault("principal_usd", fmt.Sprintf("want at least %.2f, %d loans × minimum_usd (%v)", float64(low)*float64(n), n, t.Minimum))
	case unit.USD(high) < (t.Principal+unit.USD(n)*unit.Dollar-1)/(unit.USD(n)*unit.Dollar):
		fault("principal_usd", fmt.Sprintf("want at most %.2f, %d loans × maximum_usd (%v)", float64(high)*float64(n), n, t.Maximum))
	}
}

// sizeRange is the smallest and the largest loan in whole dollars.
func (t *Target) sizeRange() (low, high int64) {
	return int64((t.Minimum + unit.Dollar - 1) / unit.Dollar), int64(t.Maximum / unit.Dollar)
}

func (t *Target) validateLTV(fault func(key, want string)) {
	if !(t.LTVLow > 0 && t.LTVLow < t.LTVHigh && t.LTVHigh < 10) {
		fault("ltv_high", fmt.Sprintf("want above ltv_low (%s), both in 0%% to 1000%%", percent(t.LTVLow)))
	}
	if !(t.LTVMean > t.LTVLow && t.LTVMean < t.LTVHigh) {
		fault("ltv_mean", fmt.Sprintf("want between ltv_low (%s) and ltv_high (%s)", percent(t.LTVLow), percent(t.LTVHigh)))
	}
	if !(t.LTVSD >= 0 && t.LTVSD < 10) {
		fault("ltv_sd", "want 0% to 1000%")
	}
	if !(math.Abs(t.LTVBySize) <= 1) {
		fault("ltv_by_size", "want -1 to 1")
	}
}

func (t *Target) validateGrid(fault func(key, want string)) {
	if len(t.RateGrid) == 0 || len(t.RateWeights) != len(t.RateGrid) {
		fault("rate_weights", fmt.Sprintf("want one weight for each of the %d rates of rate_grid, at least one", len(t.RateGrid)))
		return
	}
	sum := 0.0
	for i, w := range t.RateWeights {
		if !(w >= 0 && w <= 1) {
			fault("rate_weights", "want each 0% to 100%")
		}
		if t.RateGrid[i] < 0 || t.RateGrid[i] > unit.One {
			fault("rate_grid", "want each 0% to 100%")
		}
		sum += float64(w)
	}
	if !(math.Abs(sum-1) < 1e-6) {
		fault("rate_weights", fmt.Sprintf("want a sum of 100%%, not %s", percent(unit.Ratio(sum))))
	}
}

// check is Validate as one error.
func (t *Target) check() error {
	var faults []error
	t.Validate(func(key, want string) {
		faults = append(faults, fmt.Errorf("pool: %s = %s: %s", key, t.text(key), want))
	})
	return errors.Join(faults...)
}

// text is the value of a key as a study writes it, for an error.
func (t *Target) text(key string) string {
	v := reflect.ValueOf(t).Elem()
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("toml") != key {
			continue
		}
		if m, ok := v.Field(i).Interface().(encoding.TextMarshaler); ok {
			text, _ := m.MarshalText() // of a number: cannot fail
			return string(text)
		}
		return fmt.Sprint(v.Field(i).Interface())
	}
	panic("credit: a pool has no key " + key)
}

// percent writes a ratio to four digits, for people.
func percent(r unit.Ratio) string { return fmt.Sprintf("%.4g%%", float64(r)*100) }
