module example.com/m
go (
	1.20
)
require foo (
	example.com/a v1.0.0
)
foo ()
// strict: go.mod:2: unknown block type: go
// strict: go.mod:5: unknown block type: require foo
// strict: go.mod:8: unknown block type: foo
// lax: ok
