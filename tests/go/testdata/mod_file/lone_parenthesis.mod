module example.com/m
)
( x
// strict: go.mod:2: unknown directive: )
// strict: go.mod:3: unknown directive: (
// lax: ok
