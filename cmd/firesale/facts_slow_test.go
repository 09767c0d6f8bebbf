//go:build slow

package main

import (
	"bytes"
	"testing"
)

// TestBookFactsSlow: the shipped book study passes every stylised fact of its own returns. What large sales do in the same book is
// in case V20, for ten seeds.
func TestBookFactsSlow(t *testing.T) {
	var out, faults bytes.Buffer
	if code := run([]string{"validate", "facts", "book-facts", "--starts", "0"}, &out, &faults); code != exitDone {
		t.Errorf("exit %d: %s\n%s", code, faults.String(), out.String())
	}
}
