module "example.com/m
// strict: go.mod:1: newline in string
// lax: go.mod:1: newline in string
