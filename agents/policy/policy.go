// Package policy says how a lender sells the coins it has to sell.
package policy

// A Kind is a way of selling that a study can name.
type Kind struct {
	Name, Doc string
	Preset    func() any
}

// Kinds is every policy a study can name. To add one: a file beside this one and a line here.
var Kinds = []Kind{
	{"sweep", "sells the whole queue at once, in the step of the breach if latency allows", func() any { return &Sweep{} }},
}

// Sweep sells all there is, now. It is what lenders publish of themselves (from breach to sale in seconds) and the
// worst that can happen to a shallow market; a paced policy trades its impact against the risk of waiting.
type Sweep struct{}
