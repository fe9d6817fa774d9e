package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// A package with tests is planned twice: as the package that others import, and as its tests, which
// import it, what it imports, and what only they do. Tests in the package itself are checked with it,
// as another package of the same path; tests beside it (package x_test) import that one. What these
// import and what imports the package in turn is then made anew from it, as the go command does.

// addTests plans the tests of packages that have some, and leaves the packages their own imports.
func (c *checker) addTests() {
	planned := len(c.plan.Packages)
	for i := range planned {
		p := c.plan.Packages[i]
		if !p.Tests {
			continue
		}
		if !p.Known {
			tests := p
			tests.testsOf = i + 1
			c.plan.Packages = append(c.plan.Packages, tests)
		}
		c.plan.Packages[i].Imports = c.importsWithoutTests(&p)
	}
	for i := planned; i < len(c.plan.Packages); i++ {
		tests := &c.plan.Packages[i]
		tests.Imports = c.importsOfTests(tests.testsOf-1, tests.Imports)
	}
	if len(c.plan.Packages) > planned {
		for i := range c.sources {
			c.sources[i].left++ // none is closed: packages are read more than once
		}
	}
}

// importsOfTests returns the package, what its tests import, and what is needed to make those anew that
// import the package.
func (c *checker) importsOfTests(tested int, imported []int) []int {
	result := []int{tested}
	for queue := slices.Clone(imported); len(queue) > 0; queue = queue[1:] {
		target := queue[0]
		if slices.Contains(result, target) {
			continue
		}
		result = append(result, target)
		if c.reaches(target, tested, map[int]bool{}) {
			queue = append(queue, c.plan.Packages[target].Imports...)
		}
	}
	return result
}

// importsWithoutTests returns those imports of a package that are not only its tests'.
func (c *checker) importsWithoutTests(p *planned) []int {
	c.sources[p.Source].left++
	files, _ := c.sources[p.Source].read(p.Directory, false) // a fault is reported when it is checked
	syntax, _ := parseAs(token.NewFileSet(), c.contextOf(p), files, parser.ImportsOnly)
	imported := map[string]bool{}
	for _, file := range syntax {
		for _, one := range file.Imports {
			if path, err := strconv.Unquote(one.Path.Value); err == nil {
				imported[path] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(p.Imports), func(target int) bool {
		return !imported[c.plan.Packages[target].Path]
	})
}

// checkTests checks the tests of a package, after it, and returns the problems of both.
func (c *checker) checkTests(tests *planned) []problem {
	i := tests.testsOf - 1
	problems := c.problems[i]
	files, err := c.sources[tests.Source].read(tests.Directory, true)
	if err != nil {
		return problems
	}
	set := token.NewFileSet()
	syntax, errs := parse(set, c.contextOf(tests), files)
	var inside, beside []*ast.File
	hasInside := false
	for _, file := range syntax {
		name := set.Position(file.FileStart).Filename
		if isTest(name) && strings.HasSuffix(file.Name.Name, "_test") {
			beside = append(beside, file)
			continue
		}
		inside = append(inside, file)
		hasInside = hasInside || isTest(name)
	}
	config := c.configOf(tests)
	pkg := c.checkedPackage(i)
	if hasInside || len(errs) > 0 {
		problems = nil
		for _, err := range errs {
			problems = append(problems, problemOf(err))
		}
		var more []problem
		more, pkg = checkFiles(config, tests.Path, set, inside)
		problems = append(problems, more...)
	}
	if len(beside) > 0 {
		config.Importer = &testImports{c.importsOf(tests), i, pkg, map[int]*types.Package{}}
		more, _ := checkFiles(config, tests.Path+"_test", set, beside)
		problems = append(problems, more...)
	}
	return problems
}

func (c *checker) checkedPackage(i int) *types.Package {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.checked[i]
}

// testImports resolves imports for tests beside a package, and for what these need made anew.
type testImports struct {
	imports
	tested int            // number of the package
	types  *types.Package // with the tests in it
	anew   map[int]*types.Package
}

func (t *testImports) Import(path string) (*types.Package, error) {
	target, found := t.packages[path]
	if found && target == t.tested {
		return t.types, nil
	}
	if !found || !t.checker.reaches(target, t.tested, map[int]bool{}) {
		return t.imports.Import(path)
	}
	if t.anew[target] == nil {
		p := &t.checker.plan.Packages[target]
		files, err := t.checker.sources[p.Source].read(p.Directory, false)
		if err != nil {
			return nil, err
		}
		config := t.checker.configOf(p)
		config.Importer = &testImports{t.checker.importsOf(p), t.tested, t.types, t.anew}
		t.anew[target] = declare(p.Path, files, t.checker.contextOf(p), config)
	}
	return t.anew[target], nil
}

// reaches reports whether a package imports another one, directly or not.
func (c *checker) reaches(from, to int, seen map[int]bool) bool {
	if from == to {
		return true
	}
	if seen[from] {
		return false
	}
	seen[from] = true
	return slices.ContainsFunc(c.plan.Packages[from].Imports, func(next int) bool {
		return c.reaches(next, to, seen)
	})
}
