module 'example.com/m'
// strict: go.mod:1: invalid quoted string: 'example.com/m': a word cannot contain quotes
// lax: go.mod:1: invalid quoted string: 'example.com/m': a word cannot contain quotes
