// Package experiments turns a question into results: a study file becomes a Spec, a Spec becomes worlds, and the runs of
// its points and replications become tables.
//
// A study file is read strictly. TOML text becomes a Tree, where every key knows the line it stands on (tree.go,
// lines.go); `extends` and `--set` change the tree (extends.go, address.go); Decode fills a plain struct from it by the
// struct's tags and reports all faults at once (decode.go, value.go). The same tags make what `show` prints (encode.go),
// what `list` says (field.go, settings.go) and the JSON Schema of an editor (schema.go), so that the four cannot differ.
//
// The Spec (config.go, configlender.go) becomes worlds in build.go, which alone opens files (input.go). A Study (load.go,
// study.go) is the points of its design (axis.go, point.go) with a world each. Run hands ranges of cells to workers (run.go,
// worker.go), who write the rows of their runs into parts (rows.go, tables.go, recordtables.go); finish.go joins the parts
// and writes what follows from them: the summary (summary.go, pointruns.go), tails, sensitivity, theory. What a study may ask
// besides has files of its own: find*.go a value at which a metric crosses a level, stop.go when it is known well enough,
// rare*.go, control.go and antithetic.go more from fewer runs, attribution*.go, attributor.go, company.go and channels.go who
// hurt whom, cures.go who answers margin calls. Shards and their merging are shard.go and merge.go, compare*.go sets results
// side by side.
package experiments
