#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "goset/escape/error_text.hpp"
#include "goset/escape/print.hpp"
#include "goset/fetch/fetch_module.hpp"
#include "goset/os/run_directory.hpp"

// goset-fetch PATH@VERSION --out DIR: the builder of a set's source derivations. It is `goset
// fetch` by itself, made of src/escape, src/fetch, src/go, src/hash and src/os only, so that work on the rest
// of goset leaves those derivations as they are. The proxies come from GOPROXY.

namespace {

using namespace goset;

int run(int argc, char** argv) {
  const std::string_view what = argc == 4 ? argv[1] : "";
  const std::size_t at = what.find('@');
  if (at == std::string_view::npos || std::string_view(argv[2]) != "--out") {
    throw Error("usage: goset-fetch PATH@VERSION --out DIR");
  }
  const ModuleVersion m{std::string(what.substr(0, at)), std::string(what.substr(at + 1))};
  module::check(m.path, m.version);
  const char* const proxies = std::getenv("GOPROXY");
  const std::unique_ptr<Transport> transport = curl_transport({});
  Exchange exchange(*transport);
  Goproxy proxy(exchange, ProxyList::parse(proxies ? proxies : ""), {});
  RunDirectory scratch;
  ModuleCache cache(scratch.path(), {});
  try {
    fetch_module(proxy, cache, m, argv[3]);
  } catch (Error& error) {
    error.add_note("if it needs a password or version control, run first: goset prefetch");
    throw;
  }
  return 0;
}

void print_error(const Error& error) {
  escape::print(stderr, error_text(TerminalText::format("error:"), error));
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const Error& error) {
    print_error(error);
  } catch (const std::exception& error) {
    print_error(Error(error.what()));
  }
  return 2;
}
