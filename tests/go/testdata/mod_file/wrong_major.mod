module example.com/m
require (
	example.com/a v2.0.0
	example.com/b/v2 v1.0.0
	gopkg.in/c.v3 v2.0.0
)
// strict: go.mod:3: example.com/a: version "v2.0.0" is invalid: should be v0 or v1, not v2
// strict: go.mod:4: example.com/b/v2: version "v1.0.0" is invalid: should be v2, not v1
// strict: go.mod:5: gopkg.in/c.v3: version "v2.0.0" is invalid: should be v3, not v2
// lax: go.mod:3: example.com/a: version "v2.0.0" is invalid: should be v0 or v1, not v2
// lax: go.mod:4: example.com/b/v2: version "v1.0.0" is invalid: should be v2, not v1
// lax: go.mod:5: gopkg.in/c.v3: version "v2.0.0" is invalid: should be v3, not v2
