#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>

#include "file.hpp"
#include "wire.hpp"

namespace goset::build {

// Store holds what this run puts. Compiled archives, which begin with "!<arch>\n", go to the output
// directory:
//
//   objects/OUTPUTID    one file for each archive, named by its SHA-256 in hexadecimal
//   index               written by close; see index.hpp
//   tmp/                only while the helper runs
//
// Everything else (outputs of the compiler, source lists, module indexes, empty bodies) goes to the
// scratch directory: it answers gets of the same run and is not kept. An object gets its name
// when it is whole and its SHA-256 checked, so that a run that dies leaves none cut short.
class Store {
 public:
  // `output` may be empty: then archives go to the scratch directory as well. An output that holds
  // an index of an earlier run is added to.
  Store(std::filesystem::path output, std::filesystem::path scratch);

  struct Hit {
    wire::Entry entry;
    std::string path;
  };
  std::optional<Hit> find(const Digest& action) const;

  // Put is one body on its way into the store. append never throws, so that the body can be read
  // to its end whatever happens; finish returns the object's path or throws Failure.
  class Put {
   public:
    Put(Store& store, const Digest& action, const wire::Entry& entry);
    void append(std::span<const std::uint8_t> piece);
    std::string finish();

   private:
    void write(std::span<const std::uint8_t> piece);
    void choose_place();

    Store& store_;
    Digest action_;
    wire::Entry entry_;
    Sha256 hash_;
    std::string head_;  // the first bytes, until they tell where the object belongs
    bool keep_ = false;
    std::filesystem::path temporary_;
    FileDescriptor file_;
    std::optional<std::string> failure_;
  };

  // archives is how many compiled archives this run put, kept or not.
  std::size_t archives() const { return archives_; }

  // close writes the index and removes what does not belong to the output.
  void close();

 private:
  struct Held {
    wire::Entry entry;
    bool keep = false;  // in the output, not in scratch
  };
  struct FirstBytes {
    std::size_t operator()(const Digest& digest) const;
  };
  std::filesystem::path place(const Held& held) const;

  std::filesystem::path output_;
  std::filesystem::path scratch_;
  std::unordered_map<Digest, Held, FirstBytes> held_;
  std::size_t archives_ = 0;
};

}  // namespace goset::build
