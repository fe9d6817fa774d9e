#pragma once

#include <map>
#include <string>
#include <string_view>

namespace goset {

// Login is a user name and password for HTTP basic authentication.
struct Login {
  std::string user;
  std::string password;
};

// Netrc is a .netrc as the go command reads it (cmd/go/internal/auth/netrc.go). A `machine` is a
// host, with its port where the URL has one, and may go on with the beginning of a path; the first
// entry of a machine counts; `default` ends the file, and macros are skipped.
class Netrc {
 public:
  static Netrc parse(std::string_view text);

  // find returns the login for an https: URL without one of its own: that of the longest machine
  // which the URL begins with, in whole path elements. nullptr if there is none.
  const Login* find(std::string_view url) const;

 private:
  std::map<std::string, Login, std::less<>> logins_;
};

}  // namespace goset
