package main

import (
	"go/build"
	"go/types"
	"os"
	"path/filepath"
	"sync"
)

// library is the standard library, from its sources.
type library struct {
	root    string
	context build.Context
	sizes   types.Sizes

	mutex    sync.Mutex
	packages map[string]*declared // by import path as in an import of the library's own
}

// load returns a package by its import path; an error if there is none.
func (l *library) load(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	l.mutex.Lock()
	p := l.packages[path]
	if p == nil {
		p = &declared{}
		l.packages[path] = p
	}
	l.mutex.Unlock()
	p.once.Do(func() { p.types, p.err = l.check(path) })
	return p.types, p.err
}

// Import is for packages of the library itself, some of which it has copies of.
func (l *library) Import(path string) (*types.Package, error) {
	if copied := "vendor/" + path; l.has(copied) {
		path = copied
	}
	return l.load(path)
}

func (l *library) directory(path string) string {
	return filepath.Join(l.root, "src", filepath.FromSlash(path))
}

func (l *library) has(path string) bool {
	_, err := os.Stat(l.directory(path))
	return err == nil
}

func (l *library) check(path string) (*types.Package, error) {
	files, err := readDirectory(l.directory(path), false)
	if err != nil {
		return nil, err
	}
	return declare(path, files, l.context, types.Config{Importer: l, Sizes: l.sizes}), nil
}
