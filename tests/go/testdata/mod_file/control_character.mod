module example.com/m
go 1.20
// strict: go.mod:2: unexpected character "\x01"
// lax: go.mod:2: unexpected character "\x01"
