#pragma once

#include <string>

// Sets that several tests ask about.

// A program on disk and one of the proxy, which share `lib` at different versions; `deep` is below.
inline constexpr const char* two_programs = R"(
-- goset.toml --
go = "1.26"
platforms = ["linux/amd64", "windows/amd64"]

[leaf.app]
path = "app"

[leaf.tool]
module = "example.com/tool"
version = "v1.0.0"
-- app/go.mod --
module example.com/app

go 1.20

require example.com/lib v1.0.0
-- app/main.go --
package main

import _ "example.com/lib"

func main() {}
-- mod/example.com/tool@v1.0.0/go.mod --
module example.com/tool

go 1.21

require example.com/lib v1.1.0
-- mod/example.com/tool@v1.0.0/main.go --
package main

import _ "example.com/lib/sub"

func main() {}
-- mod/example.com/tool@v1.1.0/go.mod --
module example.com/tool

require example.com/lib v1.1.0
-- mod/example.com/tool@v1.1.0/main.go --
package main

import _ "example.com/lib/sub"

func main() {}
-- mod/example.com/lib@v1.0.0/go.mod --
module example.com/lib
-- mod/example.com/lib@v1.0.0/lib.go --
package lib
-- mod/example.com/lib@v1.1.0/go.mod --
module example.com/lib

require (
	example.com/deep v1.0.0
	example.com/listed v1.0.0
)
-- mod/example.com/lib@v1.1.0/lib.go --
package lib
-- mod/example.com/lib@v1.1.0/sub/sub_windows.go --
package sub

import _ "example.com/deep"
-- mod/example.com/lib@v1.1.0/sub/sub.go --
package sub
-- mod/example.com/lib@v1.2.0/go.mod --
module example.com/lib

require example.com/deep v1.0.0
-- mod/example.com/lib@v1.2.0/lib.go --
package lib
-- mod/example.com/lib@v1.2.0/sub/sub.go --
package sub
-- mod/example.com/deep@v1.0.0/go.mod --
module example.com/deep

go 1.22
-- mod/example.com/deep@v1.0.0/deep.go --
package deep
-- mod/example.com/listed@v1.0.0/go.mod --
module example.com/listed
-- mod/example.com/listed@v1.0.0/listed.go --
package listed
)";

// two_programs_and_track is that with the program on disk in a track that holds `lib` back.
inline std::string two_programs_and_track() {
  std::string text = two_programs;
  return text.insert(text.find("-- app/go.mod --"), R"(
[track.old]
leaves = ["app"]
reason = "issue 1"
pin = { "example.com/lib" = "v1.0.0" }
)");
}
