package random_test

import (
	"fmt"
	"math/rand/v2"

	"firesale/market/random"
)

// A source draws numbers of the laws that results depend on.
func ExampleSource() {
	s := random.New(1, 2)
	fmt.Printf("%.4f %.4f %.4f\n", s.Uniform(), s.Normal(), s.Exponential())
	// Output: 0.1715 -1.0431 1.3489
}

// A source serves math/rand/v2 where a permutation or an integer is wanted.
func ExampleNew() {
	r := rand.New(random.New(1, 2))
	fmt.Println(r.Perm(5))
	// Output: [4 2 3 1 0]
}
