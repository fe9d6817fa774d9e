module m
// strict: ok
// lax: ok
