package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// cause returns the selector at fault ("glob.Glob"; "" if there is none), and the import paths of the
// packages that the names and types around an error come from, the innermost first.
func cause(info *types.Info, own *types.Package, file *ast.File, pos token.Pos) (string, []string) {
	uses := ""
	var paths []string
	add := func(pkg *types.Package) {
		if pkg != nil && pkg != own && pkg.Path() != "C" && !slices.Contains(paths, pkg.Path()) {
			paths = append(paths, pkg.Path())
		}
	}
	around := enclosing(file, pos)
	for i := len(around) - 1; i >= 0; i-- {
		if selector, ok := around[i].(*ast.SelectorExpr); ok && uses == "" {
			uses = types.ExprString(selector)
		}
		ast.Inspect(around[i], func(node ast.Node) bool {
			if _, ok := node.(*ast.BlockStmt); ok {
				return false
			}
			if name, ok := node.(*ast.Ident); ok {
				switch object := info.Uses[name].(type) {
				case nil:
				case *types.PkgName:
					add(object.Imported())
				default:
					add(object.Pkg())
				}
			}
			if expression, ok := node.(ast.Expr); ok {
				if value, found := info.Types[expression]; found {
					packagesOf(value.Type, 3, add)
				}
			}
			return true
		})
	}
	return uses, paths
}

// enclosing returns the nodes around a position, from the statement or declaration that has it inwards.
func enclosing(file *ast.File, pos token.Pos) []ast.Node {
	var result []ast.Node
	ast.Inspect(file, func(node ast.Node) bool {
		if node == nil || pos < node.Pos() || node.End() <= pos {
			return false
		}
		switch node.(type) {
		case *ast.File, *ast.BlockStmt, *ast.FuncLit, *ast.GenDecl, *ast.FuncDecl:
			result = nil
		default:
			result = append(result, node)
		}
		return true
	})
	return result
}

// packagesOf calls add with the packages of the named types that a type is made of, a few levels deep.
func packagesOf(typ types.Type, depth int, add func(*types.Package)) {
	if typ == nil || depth == 0 {
		return
	}
	switch typ := typ.(type) {
	case *types.Alias:
		add(typ.Obj().Pkg())
		packagesOf(types.Unalias(typ), depth, add)
	case *types.Named:
		add(typ.Obj().Pkg())
		for i := range typ.TypeArgs().Len() {
			packagesOf(typ.TypeArgs().At(i), depth-1, add)
		}
	case interface{ Elem() types.Type }: // pointers, slices, arrays, channels, maps
		packagesOf(typ.Elem(), depth, add)
	case *types.Signature:
		for _, tuple := range []*types.Tuple{typ.Params(), typ.Results()} {
			for i := range tuple.Len() {
				packagesOf(tuple.At(i).Type(), depth-1, add)
			}
		}
	}
}
