module example.com/m
toolchain 1.21.0
// strict: go.mod:2: invalid toolchain "1.21.0": neither go1.23.0 nor default
// lax: ok
