module example.com/m
godebug panicnil
godebug a,b=1
godebug default=1.21
godebug "a=b"
// strict: go.mod:2: usage: godebug key=value
// strict: go.mod:3: usage: godebug key=value
// strict: go.mod:4: godebug default is not a Go version: "1.21"
// strict: go.mod:5: usage: godebug key=value
// lax: ok
