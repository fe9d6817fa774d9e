// Goset-types type-checks packages for `goset prove`.
//
// It reads a plan (see plan.go) as JSON from the file that is its only argument, and writes a line of
// JSON for each package that it has checked, as soon as it has. It uses nothing but the standard
// library, opens no connection and writes no file: sources come straight out of module zips.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sync"
)

// reporter writes results, one a line.
type reporter struct {
	mutex sync.Mutex
	out   *bufio.Writer
}

func (r *reporter) report(result result) {
	line, err := json.Marshal(result)
	if err != nil {
		panic(err) // no value of a result's fields can't be written
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.out.Write(append(line, '\n'))
	r.out.Flush()
}

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("usage: goset-types PLAN")
	}
	plan, err := readPlan(os.Args[1])
	if err != nil {
		return err
	}
	reporter := &reporter{out: bufio.NewWriter(os.Stdout)}
	newChecker(plan).run(reporter.report)
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
