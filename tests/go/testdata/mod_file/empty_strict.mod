// strict: go.mod:1: missing module declaration
// lax: ok
