module example.com/m v1
// strict: go.mod:1: usage: module example.com/path
// lax: go.mod:1: usage: module example.com/path
