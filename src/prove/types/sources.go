package main

import (
	"archive/zip"
	"bytes"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
)

// opened is a source whose packages can be read. A zip is opened for the first of them, and closed
// after the last.
type opened struct {
	source
	once    sync.Once
	err     error
	archive *zip.ReadCloser
	entries map[string][]*zip.File // by directory

	mutex sync.Mutex
	left  int // packages that have not been read
}

// goFile is the text of a Go file.
type goFile struct {
	name string
	text []byte
}

// read returns the Go files of a package's directory, if wanted with those of its tests.
func (o *opened) read(directory string, tests bool) ([]goFile, error) {
	defer o.done()
	if o.Zip == "" {
		return readDirectory(filepath.Join(o.Directory, filepath.FromSlash(directory)), tests)
	}
	o.once.Do(o.open)
	if o.err != nil {
		return nil, o.err
	}
	var files []goFile
	for _, entry := range o.entries[directory] {
		if !tests && isTest(entry.Name) {
			continue
		}
		text, err := readEntry(entry)
		if err != nil {
			return nil, err
		}
		files = append(files, goFile{path.Base(entry.Name), text})
	}
	return files, nil
}

func (o *opened) open() {
	if o.archive, o.err = zip.OpenReader(o.Zip); o.err != nil {
		return
	}
	o.entries = map[string][]*zip.File{}
	for _, entry := range o.archive.File {
		name, found := strings.CutPrefix(entry.Name, o.Prefix)
		if found && isCode(name) {
			directory := path.Dir(name)
			o.entries[directory] = append(o.entries[directory], entry)
		}
	}
}

func (o *opened) done() {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.left--
	if o.left == 0 && o.archive != nil {
		o.archive.Close()
		o.archive, o.entries = nil, nil
	}
}

func isCode(name string) bool { return strings.HasSuffix(name, ".go") }
func isTest(name string) bool { return strings.HasSuffix(name, "_test.go") }

func readEntry(entry *zip.File) ([]byte, error) {
	reader, err := entry.Open()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	text := make([]byte, 0, entry.UncompressedSize64+1)
	buffer := bytes.NewBuffer(text)
	_, err = io.Copy(buffer, reader)
	return buffer.Bytes(), err
}

func readDirectory(directory string, tests bool) ([]goFile, error) {
	entries, err := os.ReadDir(directory)
	if err != nil {
		return nil, err
	}
	var files []goFile
	for _, entry := range entries {
		if entry.IsDir() || !isCode(entry.Name()) || !tests && isTest(entry.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(directory, entry.Name()))
		if err != nil {
			return nil, err
		}
		files = append(files, goFile{entry.Name(), text})
	}
	return files, nil
}

// matching returns the files that are compiled in a context, by Go's own rules but for those that
// need the content of the whole package.
func matching(context build.Context, files []goFile) ([]goFile, error) {
	var result []goFile
	for _, file := range files {
		context.OpenFile = func(string) (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(file.text)), nil
		}
		matches, err := context.MatchFile("", file.name)
		if err != nil {
			return nil, err
		}
		if matches {
			result = append(result, file)
		}
	}
	return result, nil
}

// parse returns the syntax of the files that are compiled, and the first error in each. Without cgo
// files that import "C" are not.
func parse(set *token.FileSet, context build.Context, files []goFile) ([]*ast.File, []error) {
	return parseAs(set, context, files, parser.SkipObjectResolution)
}

func parseAs(set *token.FileSet, context build.Context, files []goFile, mode parser.Mode) ([]*ast.File, []error) {
	var result []*ast.File
	var errs []error
	files, err := matching(context, files)
	if err != nil {
		return nil, []error{err}
	}
	for _, file := range files {
		syntax, err := parser.ParseFile(set, file.name, file.text, mode)
		if err != nil {
			errs = append(errs, err)
		}
		if syntax == nil || syntax.Name.Name == "documentation" {
			continue
		}
		if context.CgoEnabled || !importsC(syntax) {
			result = append(result, syntax)
		}
	}
	return result, errs
}

func importsC(file *ast.File) bool {
	for _, one := range file.Imports {
		if one.Path.Value == `"C"` {
			return true
		}
	}
	return false
}
