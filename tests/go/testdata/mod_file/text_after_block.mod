module example.com/m
require (
	example.com/a v1.0.0
) x
// strict: go.mod:4: expected a newline after )
// lax: go.mod:4: expected a newline after )
