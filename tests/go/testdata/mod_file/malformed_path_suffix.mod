module example.com/m
require example.com/a/v1 v1.0.0
// strict: go.mod:2: malformed module path "example.com/a/v1"
// lax: go.mod:2: malformed module path "example.com/a/v1"
