package results

import (
	"fmt"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// ext is the ending of a table's file.
const ext = ".parquet"

// groupRows is the number of rows of each row group but the last: about half a million cells, so that a wide table is
// not held in memory and a long one is not cut into thousands of groups. It follows from the columns only, because it
// is visible in the bytes.
func groupRows(columns int) int64 {
	rows := int64(1 << 16)
	for rows > 1<<12 && rows*int64(columns) > 1<<19 {
		rows /= 2
	}
	return rows
}

// onePage is more than any column of a row group takes: where pages end may not depend on how rows came.
const onePage = 1 << 30

// createdBy is a constant because the library would else write its build into every file.
var createdBy = parquet.CreatedBy("firesale", "1", "")

// Prefixes of the keys under which a file's metadata keeps what its schema cannot say of a column.
const (
	unitKey = "unit."
	docKey  = "doc."
)

// orderedGroup is a parquet group that keeps its columns as they were given: the library's own sorts them by name.
type orderedGroup struct {
	parquet.Group
	fields []parquet.Field
}

func (g orderedGroup) Fields() []parquet.Field { return g.fields }

func schemaOf(name string, cols []Column) (*parquet.Schema, error) {
	group := orderedGroup{Group: parquet.Group{}}
	for _, c := range cols {
		if _, twice := group.Group[c.Name]; twice || c.Name == "" {
			return nil, fmt.Errorf("table %s: column %q: want names, each once", name, c.Name)
		}
		node := parquet.Compressed(parquet.Optional(leaf(c.Kind)), &parquet.Zstd)
		group.Group[c.Name] = node
		group.fields = append(group.fields, parquet.Group{c.Name: node}.Fields()...)
	}
	if len(cols) == 0 {
		return nil, fmt.Errorf("table %s: want at least one column", name)
	}
	return parquet.NewSchema(name, group), nil
}

func leaf(k Kind) parquet.Node {
	switch k {
	case Ints:
		return parquet.Encoded(parquet.Leaf(parquet.Int64Type), &parquet.DeltaBinaryPacked)
	case Texts:
		return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
	}
	return parquet.Encoded(parquet.Leaf(parquet.DoubleType), &parquet.Plain)
}

// options are those of every file we write; the metadata is sorted by the library.
func options(schema *parquet.Schema, cols []Column, meta map[string]string) []parquet.WriterOption {
	opts := []parquet.WriterOption{schema, createdBy, parquet.Compression(&zstd.Codec{Level: zstd.SpeedDefault}),
		parquet.PageBufferSize(onePage), parquet.DataPageStatistics(false)}
	for _, c := range cols {
		if c.Kind != Ints { // a reader looks for points and replications
			opts = append(opts, parquet.SkipPageBounds(c.Name))
		}
		opts = append(opts, parquet.KeyValueMetadata(unitKey+c.Name, c.Unit), parquet.KeyValueMetadata(docKey+c.Name, c.Doc))
	}
	for k, v := range meta {
		opts = append(opts, parquet.KeyValueMetadata(k, v))
	}
	return opts
}

// columnsOf reads the columns back from a file's schema and metadata.
func columnsOf(f *parquet.File) (cols []Column, meta map[string]string, err error) {
	meta = map[string]string{}
	for _, kv := range f.Metadata().KeyValueMetadata {
		meta[kv.Key] = kv.Value
	}
	for _, field := range f.Schema().Fields() {
		kind, ok := kindOf(field)
		if !ok {
			return nil, nil, fmt.Errorf("column %q: want a plain column of doubles, int64 or text", field.Name())
		}
		name := field.Name()
		cols = append(cols, Column{Name: name, Unit: meta[unitKey+name], Doc: meta[docKey+name], Kind: kind})
	}
	for k := range meta {
		if strings.HasPrefix(k, unitKey) || strings.HasPrefix(k, docKey) {
			delete(meta, k)
		}
	}
	return cols, meta, nil
}

func kindOf(n parquet.Node) (Kind, bool) {
	if !n.Leaf() || n.Repeated() {
		return 0, false
	}
	switch n.Type().Kind() {
	case parquet.Double:
		return Floats, true
	case parquet.Int64:
		return Ints, true
	case parquet.ByteArray:
		return Texts, true
	}
	return 0, false
}
