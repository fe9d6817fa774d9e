#include <sys/auxv.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

// What a packed release has in bin/, under the name of each program that it starts: statically
// linked, since a release also runs where there is no loader and no library. It starts
//
//   ../lib/LOADER --library-path ../lib --argv0 NAME ../libexec/NAME ARGUMENT...
//
// relative to its own place, which the kernel tells without /proc being there. A symbolic link to
// it may stand anywhere.

int main(int argc, char** argv) {
  const auto started = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
  char place[PATH_MAX];
  if (!started || !realpath(started, place)) {
    perror(argv[0]);
    return 2;
  }
  const std::string path = place;
  const std::size_t slash = path.rfind('/');
  const std::string name = path.substr(slash + 1);
  const std::string root = path.substr(0, path.rfind('/', slash - 1));
  std::vector<std::string> words = {
      root + "/lib/" GOSET_LOADER, "--library-path", root + "/lib", "--argv0", name,
      root + "/libexec/" + name};
  words.insert(words.end(), argv + 1, argv + argc);
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  execv(pointers[0], pointers.data());
  perror(pointers[0]);
  return 2;
}
