module example.com/m

go 1.20
// strict: ok
// lax: ok
