retract v1.0.0
// strict: go.mod:1: retract without a module directive
// lax: ok
