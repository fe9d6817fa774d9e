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

// Store holds what this run puts. Compiled archives, which begin with "!<arch>\n", go to one output
// directory, Go's indexes of modules ("go index v...") to another:
//
//   objects/OUTPUTID    one file for each object, named by its SHA-256 in hexadecimal
//   index               written by close; see index.hpp
//   tmp/                only while the helper runs
//
// Everything else (outputs of the compiler, source lists, empty bodies) goes to the scratch
// directory: it answers gets of the same run and is not kept. An object gets its name when it is
// whole and its SHA-256 checked, so that a run that dies leaves none cut short.
class Store {
 public:
  // Each output may be empty: then what belongs there goes to the scratch directory as well. An
  // output that holds an index of an earlier run is added to.
  struct Outputs {
    std::filesystem::path archives;
    std::filesystem::path indexes;
  };
  Store(const Outputs& outputs, std::filesystem::path scratch);

  struct Hit {
    wire::Entry entry;
    std::string path;
  };
  std::optional<Hit> find(const Digest& action) const;

  enum class Kind { archive, index, other };

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
    Kind kind_ = Kind::other;
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
    Kind kind = Kind::other;
  };
  struct FirstBytes {
    std::size_t operator()(const Digest& digest) const;
  };
  // root is the directory for what is of a kind; is_kept: whether that is an output.
  const std::filesystem::path& root(Kind kind) const;
  bool is_kept(Kind kind) const { return &root(kind) != &scratch_; }
  std::filesystem::path place(const Held& held) const;
  void open(Kind kind);
  void close(Kind kind);

  Outputs outputs_;
  std::filesystem::path scratch_;
  std::unordered_map<Digest, Held, FirstBytes> held_;
  std::size_t archives_ = 0;
};

}  // namespace goset::build
