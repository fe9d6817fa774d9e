module example.com/m
replace example.com/a => ./b v1.0.0
// strict: go.mod:2: replacement directory "./b" cannot have a version
// lax: ok
