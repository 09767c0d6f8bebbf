package experiments

import (
	"reflect"
	"strings"
)

// A validator knows what several keys of its table must satisfy together.
type validator interface {
	Validate(fault func(key, want string))
}

// validate asks a table, the structs embedded in it, and the parameters of its kind. A struct that embeds one
// validator inherits its method, so the same fault may come twice; Faults says it once.
func (d *decoder) validate(table reflect.Value, path []string) {
	settings := map[string]string{}
	report := func(key, want string) {
		if len(settings) == 0 {
			collect(table, settings)
		}
		if !strings.HasPrefix(want, "want ") {
			want = "want " + want
		}
		at := append(path[:len(path):len(path)], strings.Split(key, ".")...)
		d.fault(at, settings[key], want)
		d.mild++
	}
	ask(table, report)
	l := layoutOf(table.Type())
	if l.params == nil {
		return
	}
	if params := inner(table.FieldByIndex(l.params)); params.IsValid() {
		ask(params, report)
	}
}

func ask(table reflect.Value, report func(key, want string)) {
	for i := range table.NumField() {
		if sf := table.Type().Field(i); sf.Anonymous && sf.IsExported() && sf.Type.Kind() == reflect.Struct {
			ask(table.Field(i), report)
		}
	}
	if v, ok := table.Addr().Interface().(validator); ok {
		v.Validate(report)
	}
}

// collect is the text of each value that a table has now, written or preset, by its key.
func collect(table reflect.Value, into map[string]string) {
	walk(table, reflect.Value{}, nil, func(s Setting) {
		if !s.Absent {
			into[s.Address()] = s.Text
		}
	})
}
