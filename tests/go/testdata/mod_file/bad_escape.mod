module "example.com/\q"
// strict: go.mod:1: invalid quoted string: "example.com/\q"
// lax: go.mod:1: invalid quoted string: "example.com/\q"
