package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// plan says what is to be checked, for one configuration.
type plan struct {
	OS       string    `json:"os"`
	Arch     string    `json:"arch"`
	Cgo      bool      `json:"cgo"`
	Root     string    `json:"root"` // GOROOT: where the standard library's sources are
	Jobs     int       `json:"jobs"` // packages at a time
	Sources  []source  `json:"sources"`
	Packages []planned `json:"packages"`
}

// source is where the packages of one module are read.
type source struct {
	Zip       string `json:"zip"`       // a module zip,
	Prefix    string `json:"prefix"`    // in which the names of its files begin like this,
	Directory string `json:"directory"` // or else a directory
	Go        string `json:"go"`        // its go line; empty: it has none
}

// planned is one package with the packages that its imports mean.
type planned struct {
	Source    int      `json:"source"`    // number of the source
	Directory string   `json:"directory"` // in it; "." is its root
	Path      string   `json:"path"`      // import path
	Imports   []int    `json:"imports"`   // numbers of packages, those of the standard library left out
	Tags      []string `json:"tags"`      // build tags of the leaf
	Tests     bool     `json:"tests"`     // `imports` are those of its tests too
	// Known: it was checked already, and only its declarations are needed, if any. So is all that it
	// imports. Nothing is reported of it.
	Known bool `json:"known"`

	testsOf int // of the tests of a package: its number plus 1
}

// result is what was found out about one package.
type result struct {
	Package int       `json:"package"`
	Count   int       `json:"count"` // of its errors; 0: it is sound
	Errors  []problem `json:"errors,omitempty"`
}

// problem is one error, the first few of a package.
type problem struct {
	File    string `json:"file"` // in the package's directory; empty: no file has it
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
	Uses    string `json:"uses,omitempty"` // the expression at fault: "glob.Glob"
	// Involved are the packages that its types and names come from, by import path, the nearest first.
	Involved []string `json:"involved,omitempty"`
}

func readPlan(file string) (*plan, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var plan plan
	if err := json.Unmarshal(text, &plan); err != nil {
		return nil, fmt.Errorf("%s: %v", file, err)
	}
	for _, p := range plan.Packages {
		if p.Source < 0 || p.Source >= len(plan.Sources) {
			return nil, fmt.Errorf("%s: package %s has no source", file, p.Path)
		}
		for _, i := range p.Imports {
			if i < 0 || i >= len(plan.Packages) {
				return nil, fmt.Errorf("%s: package %s imports what is not planned", file, p.Path)
			}
		}
	}
	return &plan, nil
}
