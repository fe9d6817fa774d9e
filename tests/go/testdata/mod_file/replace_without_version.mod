module example.com/m
replace example.com/a => example.com/b
// strict: go.mod:2: replacement "example.com/b" needs a version, or ./ if it is a directory
// lax: ok
