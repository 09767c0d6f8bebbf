package results

import (
	"errors"
	"io"

	"github.com/parquet-go/parquet-go"
)

// A source is a column of a row group that is being read.
type source struct {
	pages parquet.Pages
	page  parquet.ValueReader // nil between two pages
}

// read reads up to as many values as there is room for, which are good until the next call.
func (s *source) read(into []parquet.Value) ([]parquet.Value, error) {
	for {
		if s.page == nil {
			page, err := s.pages.ReadPage()
			if err != nil {
				return nil, unexpected(err)
			}
			s.page = page.Values()
		}
		n, err := s.page.ReadValues(into)
		if errors.Is(err, io.EOF) {
			s.page = nil
		} else if err != nil {
			return nil, err
		}
		if n > 0 {
			return into[:n], nil
		}
	}
}

// fill reads as many values as there is room for.
func (s *source) fill(into []parquet.Value) error {
	for len(into) > 0 {
		got, err := s.read(into)
		if err != nil {
			return err
		}
		into = into[len(got):]
	}
	return nil
}

// unexpected is the end of a file that has promised more.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
