module example.com/m

require (
	example.com/a v1.0.0
// strict: go.mod:7: block without end, begun in line 3
// lax: go.mod:7: block without end, begun in line 3
