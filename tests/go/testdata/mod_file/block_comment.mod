module example.com/m /* no */
// strict: go.mod:1: go.mod files have // comments only, not /* */
// lax: go.mod:1: go.mod files have // comments only, not /* */
