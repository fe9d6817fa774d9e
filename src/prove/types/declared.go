package main

import (
	"go/ast"
	"go/build"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// declared is a package of which others need the declarations alone: one of the standard library, or
// one that is known to be sound. It is read when it is first imported, and stays.
type declared struct {
	once  sync.Once
	types *types.Package
	err   error
}

// declare checks the declarations of a package. It is given as little as will do, which is everything
// if there is an error otherwise: then little was not enough.
func declare(path string, files []goFile, context build.Context, config types.Config) *types.Package {
	config.FakeImportC = true
	config.IgnoreFuncBodies = true
	faults := 0
	config.Error = func(error) { faults++ }
	little := make([]goFile, len(files))
	for i, file := range files {
		little[i] = goFile{file.name, declarations(file.text)}
	}
	set := token.NewFileSet()
	syntax, errs := parse(set, context, little)
	for _, file := range syntax {
		dropImports(file)
	}
	pkg, _ := config.Check(path, set, syntax, nil)
	if faults == 0 && len(errs) == 0 {
		return pkg
	}
	set = token.NewFileSet()
	syntax, _ = parse(set, context, files)
	pkg, _ = config.Check(path, set, syntax, nil)
	return pkg
}

// dropImports takes those imports out of a file that nothing in it seems to refer to, so that they need
// not be read. Without a name in the file the name of a package is a guess. So imports of which the
// guess is not used are kept where a name is used that is no import's guess.
func dropImports(file *ast.File) {
	used := map[string]bool{}
	ast.Inspect(file, func(node ast.Node) bool {
		if selector, ok := node.(*ast.SelectorExpr); ok {
			if name, ok := selector.X.(*ast.Ident); ok {
				used[name.Name] = true
			}
		}
		return true
	})
	unexplained := len(used)
	for _, spec := range file.Imports {
		if used[importName(spec)] {
			unexplained--
		}
	}
	isNeeded := func(spec *ast.ImportSpec) bool {
		if spec.Name != nil {
			return spec.Name.Name == "." || used[spec.Name.Name]
		}
		return used[importName(spec)] || unexplained > 0
	}
	file.Decls = slices.DeleteFunc(file.Decls, func(declaration ast.Decl) bool {
		group, ok := declaration.(*ast.GenDecl)
		if !ok || group.Tok != token.IMPORT {
			return false
		}
		group.Specs = slices.DeleteFunc(group.Specs, func(spec ast.Spec) bool {
			return !isNeeded(spec.(*ast.ImportSpec))
		})
		return len(group.Specs) == 0
	})
}

var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

// importName returns the name by which a file refers to an import, or a guess of it.
func importName(spec *ast.ImportSpec) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	imported, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	name := path.Base(imported)
	if majorVersion.MatchString(name) && name != imported {
		name = path.Base(path.Dir(imported))
	}
	name, _, _ = strings.Cut(name, ".") // gopkg.in/yaml.v3
	return strings.TrimPrefix(name, "go-")
}
