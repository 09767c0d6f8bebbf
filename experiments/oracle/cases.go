package oracle

// Cases is the suite, in the order of its numbers.
var Cases = []Case{
	{"V1", "first passage of a geometric Brownian motion: closed, hourly, daily, with bridge", firstPassage},
	{"V2", "first passage and overshoot of a jump diffusion, and what a jump costs a loan", kouOvershoots},
	{"V3", "size of a cascade of Poisson wake prices: the law of Borel and Tanner", borelLaw},
	{"V4", "mean field, wake prices evenly spread: amplification 1/(1-n) until all is sold", meanField},
	{"V5", "mean field, lognormal LTVs: where the fall jumps", folds},
	{"V6", "square-root impact: a finite fall from nothing", squareRoot},
	{"V7", "selling slowly: the density from which a paced queue runs away", pacingThreshold},
	{"V8", "when selling raises the LTV of what is left", sellingHelps},
	{"V9", "optimal and flat execution under transient impact", execution},
	{"V10", "the example of Almgren and Chriss", executionExample},
	{"V11", "zero-intelligence book: Santa Fe scaling", santaFe},
	{"V12", "power-law relaxation after a sale at constant rate", relaxations},
	{"V13", "twenty loans on one collateral, as whole studies, against a published engine", ladder},
	{"V14", "evenly spaced LTVs at finite N: shares, waves and prices", finiteSize},
	{"V15", "sensitivity indices and their design, against SALib", sensitivity},
	{"V16", "price kinds: moments, jumps, option prices, memory, replays", priceLaws},
	{"V17", "arithmetic of the article, sale shares, overshoots, the critical number of trusts", arithmetic},
	{"V18", "rules that hold in every world: order, splitting, scale, monotony, the clock, the twin", rules},
	{"V19", "coins, cents and loans added up from outside, in worlds made by chance", conservation},
	{"V20", "stylised facts and what must emerge", gates},
	{"V21", "the same bytes for any workers, killed or not, in any order; streams of their own", determinism},
	{"DEAL", "golden cases of the deal as studies: months of payments, sales of the whole pool, a whole life", golden},
}
