module example.com/m
go 1.20
go 1.21
// strict: go.mod:3: repeated go directive
// lax: go.mod:3: repeated go directive
