module example.com/m
replace example.com/a => example.com/b
// strict: go.mod:2: replacement "example.com/b" has no version and is not a directory path (rooted or beginning with ./ or ../)
// lax: ok
