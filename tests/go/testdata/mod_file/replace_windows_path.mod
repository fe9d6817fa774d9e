module example.com/m
replace example.com/a => ..\\b
replace example.com/b => C:/b
// strict: go.mod:2: replacement directory "..\\\\b" is a Windows path
// lax: ok
