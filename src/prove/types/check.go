package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/scanner"
	"go/token"
	"go/types"
	"go/version"
	"regexp"
	"sync"
)

const mostProblems = 10 // that are reported of one package

// checker checks the packages of a plan.
type checker struct {
	plan     *plan
	sources  []opened
	schedule *schedule
	library  *library
	context  build.Context
	sizes    types.Sizes

	known    []declared // by package
	mutex    sync.Mutex
	checked  []*types.Package // by package that is not known, while somebody needs it
	problems [][]problem      // by package with tests, until these are checked
}

func newChecker(plan *plan) *checker {
	context := build.Default
	context.GOOS, context.GOARCH, context.CgoEnabled = plan.OS, plan.Arch, plan.Cgo
	context.GOROOT, context.GOPATH, context.BuildTags = plan.Root, "", nil
	sizes := types.SizesFor("gc", plan.Arch)
	c := &checker{
		plan:    plan,
		sources: make([]opened, len(plan.Sources)),
		context: context,
		sizes:   sizes,
		library: &library{
			root:     plan.Root,
			context:  context,
			sizes:    sizes,
			packages: map[string]*declared{},
		},
	}
	for i, s := range plan.Sources {
		c.sources[i].source = s
	}
	for _, p := range plan.Packages {
		c.sources[p.Source].left++
	}
	c.addTests()
	c.known = make([]declared, len(plan.Packages))
	c.checked = make([]*types.Package, len(plan.Packages))
	c.problems = make([][]problem, len(plan.Packages))
	c.schedule = newSchedule(plan.Packages)
	return c
}

// run checks all that is not known, and calls report for each package.
func (c *checker) run(report func(result)) {
	var workers sync.WaitGroup
	for range max(1, c.plan.Jobs) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for i, found := c.schedule.next(); found; i, found = c.schedule.next() {
				c.keep(i, c.check(i, report))
				for _, unused := range c.schedule.done(i) {
					c.keep(unused, nil)
				}
			}
		}()
	}
	workers.Wait()
}

func (c *checker) keep(i int, pkg *types.Package) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.checked[i] = pkg
}

// imports resolves the imports of one package.
type imports struct {
	checker  *checker
	packages map[string]int // by import path; those of the standard library are not there
}

func (i imports) Import(path string) (*types.Package, error) {
	target, found := i.packages[path]
	if !found {
		return i.checker.library.load(path)
	}
	if i.checker.plan.Packages[target].Known {
		return i.checker.declared(target)
	}
	i.checker.mutex.Lock()
	defer i.checker.mutex.Unlock()
	return i.checker.checked[target], nil
}

func (c *checker) importsOf(p *planned) imports {
	result := imports{c, make(map[string]int, len(p.Imports))}
	for _, target := range p.Imports {
		result.packages[c.plan.Packages[target].Path] = target
	}
	return result
}

// declared returns a package that is known, whose imports are known too.
func (c *checker) declared(i int) (*types.Package, error) {
	known := &c.known[i]
	known.once.Do(func() {
		p := &c.plan.Packages[i]
		var files []goFile
		if files, known.err = c.sources[p.Source].read(p.Directory, false); known.err == nil {
			known.types = declare(p.Path, files, c.contextOf(p), c.configOf(p))
		}
	})
	return known.types, known.err
}

func (c *checker) contextOf(p *planned) build.Context {
	context := c.context
	context.BuildTags = p.Tags
	return context
}

func (c *checker) configOf(p *planned) types.Config {
	return types.Config{
		GoVersion:   languageVersion(c.plan.Sources[p.Source].Go),
		Importer:    c.importsOf(p),
		FakeImportC: true,
		Sizes:       c.sizes,
	}
}

// check checks one package, or the tests of one, and reports what it finds, of a package with tests
// when these are checked. What it returns as its types may be incomplete if there are problems.
func (c *checker) check(i int, report func(result)) *types.Package {
	p := &c.plan.Packages[i]
	if p.testsOf > 0 {
		report(resultOf(p.testsOf-1, c.checkTests(p)))
		return nil
	}
	problems, pkg := c.checkPackage(p)
	if p.Tests {
		c.problems[i] = problems
	} else {
		report(resultOf(i, problems))
	}
	return pkg
}

func (c *checker) checkPackage(p *planned) ([]problem, *types.Package) {
	files, err := c.sources[p.Source].read(p.Directory, false)
	if err != nil {
		return []problem{problemOf(err)}, types.NewPackage(p.Path, "")
	}
	set := token.NewFileSet()
	syntax, errs := parse(set, c.contextOf(p), files)
	if len(syntax) == 0 && len(errs) == 0 && !p.Tests {
		errs = append(errs, errors.New("no Go file is compiled in this configuration"))
	}
	var problems []problem
	for _, err := range errs {
		problems = append(problems, problemOf(err))
	}
	more, pkg := checkFiles(c.configOf(p), p.Path, set, syntax)
	return append(problems, more...), pkg
}

// checkFiles checks files as one package.
func checkFiles(config types.Config, path string, set *token.FileSet, syntax []*ast.File) ([]problem, *types.Package) {
	found := 0
	config.Error = func(error) { found++ }
	pkg, _ := config.Check(path, set, syntax, nil)
	if found == 0 {
		return nil, pkg
	}
	return explained(config, path, set, syntax), pkg
}

func resultOf(i int, problems []problem) result {
	return result{Package: i, Count: len(problems), Errors: problems[:min(len(problems), mostProblems)]}
}

// explained checks a package once more and returns its problems with what they have to do with. Few
// packages have any, and to keep what every expression means would cost all of them.
//
// What C declares is not known. So an error in a file that imports "C" counts only if it has to do
// with another package.
func explained(config types.Config, path string, set *token.FileSet, syntax []*ast.File) []problem {
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{},
		Uses:  map[*ast.Ident]types.Object{},
	}
	var faults []types.Error
	config.Error = func(err error) {
		var fault types.Error
		if errors.As(err, &fault) {
			faults = append(faults, fault)
		}
	}
	pkg, _ := config.Check(path, set, syntax, info)
	names := map[string]string{}
	namesOf(pkg, names)
	var problems []problem
	for _, fault := range faults {
		problem := problemOf(fault)
		problem.Message = withNames(problem.Message, names)
		for _, file := range syntax {
			if file.FileStart <= fault.Pos && fault.Pos < file.FileEnd {
				problem.Uses, problem.Involved = cause(info, pkg, file, fault.Pos)
				if importsC(file) && len(problem.Involved) == 0 {
					continue
				}
				problems = append(problems, problem)
			}
		}
	}
	return problems
}

// namesOf collects the names of all packages that one imports, directly or not, by import path.
func namesOf(pkg *types.Package, names map[string]string) {
	if _, seen := names[pkg.Path()]; seen {
		return
	}
	names[pkg.Path()] = pkg.Name()
	for _, imported := range pkg.Imports() {
		namesOf(imported, names)
	}
}

var quotedPath = regexp.MustCompile(`"[^" ]+"\.`)

// withNames writes `fuse.Conn` for `"example.com/fuse".Conn`. A message has a path where two packages
// that were read have the same name, and which ones are read depends on what is known already. Where
// it has two such packages itself, their paths stay.
func withNames(message string, names map[string]string) string {
	paths := map[string]string{} // by name
	for _, quoted := range quotedPath.FindAllString(message, -1) {
		path := quoted[1 : len(quoted)-2]
		if other, found := paths[names[path]]; found && other != path {
			return message
		}
		paths[names[path]] = path
	}
	return quotedPath.ReplaceAllStringFunc(message, func(quoted string) string {
		if name := names[quoted[1:len(quoted)-2]]; name != "" {
			return name + "."
		}
		return quoted
	})
}

// languageVersion returns the version that a go line asks the compiler for. Modules without one
// have that of go 1.16, as dependencies (https://go.dev/ref/mod#go-mod-file-go).
func languageVersion(goLine string) string {
	if goLine == "" {
		return "go1.16"
	}
	return version.Lang("go" + goLine)
}

func problemOf(err error) problem {
	var fault types.Error
	if errors.As(err, &fault) {
		position := fault.Fset.Position(fault.Pos)
		return problem{
			File: position.Filename, Line: position.Line, Column: position.Column, Message: fault.Msg,
		}
	}
	var syntax scanner.ErrorList
	if errors.As(err, &syntax) && len(syntax) > 0 {
		position := syntax[0].Pos
		return problem{
			File: position.Filename, Line: position.Line, Column: position.Column,
			Message: syntax[0].Msg,
		}
	}
	return problem{Message: fmt.Sprint(err)}
}
