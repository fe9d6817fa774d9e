module example.com/m
tool example.com/a example.com/b
ignore
// strict: go.mod:2: usage: tool example.com/package
// strict: go.mod:3: usage: ignore ./directory
// lax: go.mod:3: usage: ignore ./directory
