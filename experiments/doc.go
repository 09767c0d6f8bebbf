// Package experiments turns a question into results: a study file becomes a Spec, a Spec becomes worlds, and the runs of
// its points and replications become tables.
//
// A study file is read strictly. TOML text becomes a Tree, where every key knows the line it stands on (tree.go,
// lines.go); `extends` and `--set` change the tree (extends.go, address.go); Decode fills a plain struct from it by the
// struct's tags and reports all faults at once (decode.go, value.go). The same tags make what `show` prints (encode.go),
// what `list` says (field.go, settings.go) and the JSON Schema of an editor (schema.go), so that the four cannot differ.
package experiments
