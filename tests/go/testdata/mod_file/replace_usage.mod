module example.com/m
replace example.com/a example.com/b v1.0.0
replace example.com/a =>
// strict: go.mod:2: usage: replace example.com/path [v1.2.3] => example.com/other v1.4.0, or => ./dir
// strict: go.mod:3: usage: replace example.com/path [v1.2.3] => example.com/other v1.4.0, or => ./dir
// lax: ok
