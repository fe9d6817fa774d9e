module example.com/m
require example.com/a
require example.com/a v1.0.0 v1.1.0
// strict: go.mod:2: usage: require example.com/path v1.2.3
// strict: go.mod:3: usage: require example.com/path v1.2.3
// lax: go.mod:2: usage: require example.com/path v1.2.3
// lax: go.mod:3: usage: require example.com/path v1.2.3
