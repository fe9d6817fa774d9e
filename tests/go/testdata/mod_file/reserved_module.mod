module toolchain
// strict: go.mod:1: module path is reserved: toolchain
// lax: ok
