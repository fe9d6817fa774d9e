module example.com/m
retract [v1.0.0 v1.1.0]
retract v1.0.0 v1.1.0
retract ()
retract (
	[v1.0.0, v1.1.0
	main
	v2.0.0
)
// strict: go.mod:2: expected "," in [low, high]
// strict: go.mod:3: unexpected token after version: "v1.1.0"
// strict: go.mod:6: expected "]" in [low, high]
// strict: go.mod:7: example.com/m: version "main" is not of the form v1.2.3
// strict: go.mod:8: example.com/m: version "v2.0.0" is invalid: should be v0 or v1, not v2
// lax: ok
