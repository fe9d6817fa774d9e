module example.com/m
toolchain go1.21.0
toolchain default
// strict: go.mod:3: repeated toolchain directive
// lax: ok
