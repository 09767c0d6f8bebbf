// Package market is where bitcoin trades: a venue moves its mid by the exogenous return of a step, shows a View of
// itself, and clears the net order flow of an instant into one move of the mid and one average fill a side. An oracle
// makes the marks that loans are judged by from the mids of the venue.
package market

// View is what an agent sees of the market. It is a value: nothing in it leads back to the venue.
type View struct {
	Step           int     // the step under way, from 0
	Hours          float64 // from the clock's start to the step's end, when it trades
	LogMid         float64 // ln(USD/BTC)
	Mid            float64 // USD/BTC
	HalfSpread     float64 // half of bid to ask, log
	Multiplier     float64 // share of the base depth that is quoted, in (0,1]
	Depth          float64 // BTC per unit of log price for a small sale; +Inf where sales move nothing
	VolumeBTCHour  float64 // background volume, BTC an hour
	NetFlowHourBTC float64 // net modelled flow of the last hour, signed: < 0 sold
}

// Clearing is what a venue makes of the net flow of an instant. Orders are netted and cleared once: everybody on one
// side gets the same price, so the order of arrival cannot matter.
type Clearing struct {
	Move    float64 // change of the log mid
	LogFill float64 // ln(average fill / mid before), half spread not included
	Sell    float64 // USD per BTC that sellers get: average fill · e^{−h}
	Buy     float64 // USD per BTC that buyers pay: average fill · e^{h}
}
