//go:build slow

package main

import (
	"context"
	"strings"
	"testing"

	"firesale/experiments/oracle"
)

// TestREADMEValidationSlow runs the suite in full, as `firesale validate --markdown` does, and holds README.md's table to it.
func TestREADMEValidationSlow(t *testing.T) {
	got, write := block(t, "validation", "-tags slow ")
	var b strings.Builder
	v := &verdict{out: &b, layout: layout{markdown: true, byCase: true}}
	if err := oracle.Run(context.Background(), nil, oracle.Effort{Metaorders: metaorders}, v.add); err != nil {
		t.Fatal(err)
	}
	v.endCase()
	switch want := b.String(); {
	case *update:
		write(want)
	case got != want:
		t.Errorf("README.md's table of the validation is not what it finds: go test -tags slow ./cmd/firesale -run TestREADME -update\n%s", want)
	}
}
