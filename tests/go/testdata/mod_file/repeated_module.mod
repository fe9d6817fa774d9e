module example.com/m
module example.com/n
// strict: go.mod:2: repeated module directive
// lax: go.mod:2: repeated module directive
