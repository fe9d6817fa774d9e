module example.com/m
foo bar
requires example.com/a v1.0.0
// strict: go.mod:2: unknown directive: foo
// strict: go.mod:3: unknown directive: requires
// lax: ok
