module example.com/m
require example.com/a v1.0.0
// strict: go.mod:2: unexpected character "\u00a0"
// lax: go.mod:2: unexpected character "\u00a0"
