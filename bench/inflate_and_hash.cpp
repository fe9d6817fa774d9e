#include <fmt/format.h>
#include <libdeflate.h>
#include <openssl/evp.h>
#include <sys/resource.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "goset/error.hpp"
#include "goset/fetch/module_zip.hpp"

// The least that must be done with module zips: each file inflated once, its SHA-256, and one
// SHA-256 over all, as a NAR has it. No scan, no check, no resolution. Prints CPU seconds.
//
//   inflate-and-hash < LIST      each line "PATH@VERSION FILE"

namespace {

using namespace goset;

struct Hash {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  const EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);

  void begin() { EVP_DigestInit_ex2(context, algorithm, nullptr); }
  void add(std::string_view bytes) { EVP_DigestUpdate(context, bytes.data(), bytes.size()); }
  unsigned char end() {
    unsigned char digest[32];
    EVP_DigestFinal_ex(context, digest, nullptr);
    return digest[0];
  }
};

// work returns something that depends on all that was done.
unsigned work(const ModuleVersion& m, const std::string& bytes) {
  static libdeflate_decompressor* const inflater = libdeflate_alloc_decompressor();
  static Hash file_hash;
  static Hash tree_hash;
  static std::vector<char> room;
  const ModuleZip zip(bytes, m);
  unsigned result = 0;
  tree_hash.begin();
  for (const ModuleZip::Entry& entry : zip.entries()) {
    if (room.size() < entry.size + 1) room.resize(entry.size + 1);
    const std::string_view stored = zip.compressed(entry);
    std::string_view contents = stored;
    if (entry.method != 0) {
      std::size_t size = 0;
      libdeflate_deflate_decompress(inflater, stored.data(), stored.size(), room.data(),
                                    room.size(), &size);
      contents = {room.data(), size};
    }
    file_hash.begin();
    file_hash.add(contents);
    tree_hash.add(entry.name);
    tree_hash.add(contents);
    result += file_hash.end();
  }
  return result + tree_hash.end();
}

std::string read(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

int main() try {
  char line[4096];
  unsigned result = 0;
  while (std::fgets(line, sizeof line, stdin)) {
    std::string text(line);
    text.pop_back();
    const std::size_t space = text.find(' ');
    const std::size_t at = text.find('@');
    result += work({text.substr(0, at), text.substr(at + 1, space - at - 1)},
                   read(text.substr(space + 1)));
  }
  fmt::print("{:.3f} {}\n", cpu_seconds(), result);
  return 0;
} catch (const goset::Error& error) {
  fmt::print(stderr, "{}\n", error.message());
  return 1;
}
