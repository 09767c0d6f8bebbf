package results

import (
	"errors"
	"fmt"
	"os"
)

// ErrClaimed is why a folder cannot be claimed.
var ErrClaimed = errors.New("another run is writing there: want to wait for its end, or another --out")

// Claim takes a folder until release is called or the process ends, however it ends: two runs of one study would take each
// other's files away. Where the system knows no such locks, nobody is kept out.
func Claim(dir string) (release func(), err error) {
	d, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	if held(d) {
		d.Close()
		return nil, fmt.Errorf("%s: %w", dir, ErrClaimed)
	}
	return func() { d.Close() }, nil
}
