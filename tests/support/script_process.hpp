#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

// Process is a program that was started with its output going to files.
class Process {
 public:
  struct Limits {
    bool nobody = false;        // as user 65534, if we are root
    std::size_t file_size = 0;  // writes beyond it fail; 0: no limit
  };
  struct Start {
    std::filesystem::path program;
    std::vector<std::string> arguments;  // without the program
    std::map<std::string, std::string> environment;
    std::filesystem::path directory;
    std::filesystem::path output;  // base name of the two files
    Limits limits;
  };
  struct Result {
    int code = -1;  // 128 + signal where one ended it
    std::string out;
    std::string err;
  };

  explicit Process(const Start& start);
  void signal(int number) const;
  Result wait() const;

 private:
  pid_t pid_ = -1;
  std::filesystem::path output_;
};
