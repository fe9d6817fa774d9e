// strict: go.mod:1: missing module directive
// lax: ok
