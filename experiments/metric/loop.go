package metric

import "firesale/sim/record"

// LoopKinds is every metric that studies with new loans have beside the others; where none are made they do not exist.
var LoopKinds = []Kind{
	{"cycle_amplitude", "1", "sd over the days after the first year of log demand for loans (as if the warehouse had room) + log LTV at origination", cycleAmplitude},
	{"originated_usd", "USD", "new loans, renewals left aside", ofLoop(func(l *record.Loop) float64 { return l.Originated.Float() })},
	{"renewed_usd", "USD", "loans made to borrowers whose loans matured", ofLoop(func(l *record.Loop) float64 { return l.Renewed.Float() })},
	{"refused_usd", "USD", "matured loans whose borrowers wanted to renew and could not", ofLoop(func(l *record.Loop) float64 { return l.Refused.Float() })},
	{"issued_deals", "deals", "deals issued during the run", ofLoop(func(l *record.Loop) float64 { return float64(l.Issued) })},
	{"early_amortizations", "deals", "deals that amortized early", ofLoop(func(l *record.Loop) float64 { return float64(l.Early) })},
	{"warehouse_calls", "calls", "margin calls of warehouse lenders", ofLoop(func(l *record.Loop) float64 { return float64(l.Calls) })},
	{"loop_bought_btc", "BTC", "bought with new loans", ofLoop(func(l *record.Loop) float64 { return l.Bought.Float() })},
	{"loop_sold_btc", "BTC", "sold by borrowers to repay loans that matured", ofLoop(func(l *record.Loop) float64 { return l.Sold.Float() })},
}

func cycleAmplitude(r *record.Run) (float64, bool) {
	if r.Loop == nil {
		return 0, false
	}
	return r.Loop.Amplitude.Value, r.Loop.Amplitude.Exists
}

func ofLoop(of func(*record.Loop) float64) func(*record.Run) (float64, bool) {
	return func(r *record.Run) (float64, bool) {
		if r.Loop == nil {
			return 0, false
		}
		return of(r.Loop), true
	}
}
