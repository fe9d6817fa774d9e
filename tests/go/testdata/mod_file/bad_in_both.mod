module example.com/m
require example.com/a v1.0.0.0
require (
	example.com/b "v1
)
// strict: go.mod:4: newline in string
// lax: go.mod:4: newline in string
