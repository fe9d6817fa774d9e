module example.com/m
require example.com/a v1.2
exclude example.com/a v1
// strict: go.mod:2: example.com/a: version "v1.2" is not of the form v1.2.3
// strict: go.mod:3: example.com/a: version "v1" is not of the form v1.2.3
// lax: ok
