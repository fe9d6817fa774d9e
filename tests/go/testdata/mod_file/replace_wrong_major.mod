module example.com/m
replace example.com/a v2.0.0 => ./a
replace example.com/a => example.com/b v2.0.0
// strict: go.mod:2: example.com/a: version "v2.0.0" is invalid: should be v0 or v1, not v2
// strict: go.mod:3: example.com/b: version "v2.0.0" is invalid: should be v0 or v1, not v2
// lax: ok
