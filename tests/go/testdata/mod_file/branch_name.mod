module example.com/m
require example.com/a main
// strict: go.mod:2: example.com/a: version "main" is not of the form v1.2.3
// lax: go.mod:2: example.com/a: version "main" is not of the form v1.2.3
