// Fixture unpacks a text archive (files between lines `-- NAME --`) of modules and leaves:
//
//	go run fixture.go CHAIN.txtar DIR
//
// Directories mod/PATH@VERSION become a module proxy in DIR/proxy, modules below leaf/ are tidied
// against it (those of a go.work get a go.work.sum), and in go-packages.nix, if there is one,
// `@sum PATH@VERSION@`, `@goMod NAME@` and `@goSum NAME@` are replaced by the hashes of what came
// out.
package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"unicode"
)

func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func write(name string, data []byte) {
	check(os.MkdirAll(filepath.Dir(name), 0o755))
	check(os.WriteFile(name, data, 0o644))
}

func unpack(archive, dir string) {
	heading := regexp.MustCompile(`(?m)^-- (.*) --\n`)
	text := string(must(os.ReadFile(archive)))
	places := heading.FindAllStringSubmatchIndex(text, -1)
	for i, at := range places {
		end := len(text)
		if i+1 < len(places) {
			end = places[i+1][0]
		}
		write(filepath.Join(dir, text[at[2]:at[3]]), []byte(text[at[1]:end]))
	}
}

func escape(path string) string {
	var out strings.Builder
	for _, r := range path {
		if unicode.IsUpper(r) {
			out.WriteByte('!')
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}

// h1 hashes files as go.sum does: the SHA-256 of a listing of each file's SHA-256.
func h1(files map[string][]byte) string {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	listing := sha256.New()
	for _, name := range names {
		fmt.Fprintf(listing, "%x  %s\n", sha256.Sum256(files[name]), name)
	}
	return "h1:" + base64.StdEncoding.EncodeToString(listing.Sum(nil))
}

// addModule makes the proxy's files for one module version and returns the h1: of its zip.
func addModule(root, proxy, path, version string) string {
	goMod := []byte("module " + path + "\n")
	files := map[string][]byte{}
	var zipped bytes.Buffer
	w := zip.NewWriter(&zipped)
	check(filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data := must(os.ReadFile(name))
		inside := filepath.ToSlash(must(filepath.Rel(root, name)))
		if inside == "go.mod" {
			goMod = data
		}
		full := path + "@" + version + "/" + inside
		files[full] = data
		must(must(w.Create(full)).Write(data))
		return nil
	}))
	check(w.Close())
	at := filepath.Join(proxy, escape(path), "@v", escape(version))
	write(at+".zip", zipped.Bytes())
	write(at+".mod", goMod)
	write(at+".info", []byte(`{"Version":"`+version+`"}`))
	list := filepath.Join(filepath.Dir(at), "list")
	known, _ := os.ReadFile(list) // none yet
	write(list, append(known, []byte(version+"\n")...))
	return h1(files)
}

func run(dir, proxy, work string, command ...string) {
	cmd := exec.Command("go", command...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOPROXY=file://"+proxy, "GOFLAGS=-modcacherw", "GOSUMDB=off",
		"GOWORK="+work, "GOTOOLCHAIN=local", "GOMODCACHE="+filepath.Join(filepath.Dir(proxy), "gomod"))
	if out, err := cmd.CombinedOutput(); err != nil {
		log.Fatalf("go %s in %s: %v\n%s", strings.Join(command, " "), dir, err, out)
	}
}

// tidy completes go.mod and go.sum of every module below a directory, or the go.work.sum. Imports
// that nothing provides (-e) are for goset to judge.
func tidy(root, proxy string) {
	check(filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if _, err := os.Stat(filepath.Join(name, "go.work")); err == nil {
			run(name, proxy, "", "mod", "download")
			return fs.SkipDir
		}
		if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil {
			run(name, proxy, "off", "mod", "tidy", "-e")
		}
		return nil
	}))
}

func main() {
	archive, dir := os.Args[1], must(filepath.Abs(os.Args[2]))
	unpack(archive, dir)
	proxy := filepath.Join(dir, "proxy")
	facts := map[string]string{}
	check(filepath.WalkDir(filepath.Join(dir, "mod"), func(name string, _ fs.DirEntry, err error) error {
		inside := filepath.ToSlash(must(filepath.Rel(filepath.Join(dir, "mod"), name)))
		path, version, ok := strings.Cut(inside, "@")
		if err != nil || !ok || strings.Contains(version, "/") {
			return err
		}
		facts["sum "+inside] = addModule(name, proxy, path, version)
		return fs.SkipDir
	}))
	for _, leaf := range must(os.ReadDir(filepath.Join(dir, "leaf"))) {
		at := filepath.Join(dir, "leaf", leaf.Name())
		tidy(at, proxy)
		goMod, err := os.ReadFile(filepath.Join(at, "go.mod"))
		if err != nil {
			continue
		}
		sums := sha256.Sum256(must(os.ReadFile(filepath.Join(at, "go.sum"))))
		facts["goMod "+leaf.Name()] = h1(map[string][]byte{"go.mod": goMod})
		facts["goSum "+leaf.Name()] = "sha256-" + base64.StdEncoding.EncodeToString(sums[:])
	}
	set := filepath.Join(dir, "go-packages.nix")
	text, err := os.ReadFile(set)
	if err != nil {
		return
	}
	for what, value := range facts {
		text = bytes.ReplaceAll(text, []byte("@"+what+"@"), []byte(value))
	}
	write(set, text)
}
