module example.com/m
// strict: go.mod:1: unexpected character "\ufeff"
// lax: go.mod:1: unexpected character "\ufeff"
