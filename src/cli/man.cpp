#include "man.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>

#include "goset/error.hpp"
#include "goset/escape/print.hpp"
#include "usage.hpp"

// The pages of goset(1) and of its commands in the macros of man(7). Everything in them is what
// --help shows, so that nothing is said twice.

namespace goset::cli {

namespace {

// roff escapes a line of text.
std::string roff(std::string_view text) {
  std::string out;
  if (text.starts_with('.') || text.starts_with('\'')) out += "\\&";
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

// Page is the text of one page.
class Page {
 public:
  Page(std::string_view name, std::string_view summary, std::string_view source) {
    text_ = fmt::format(".TH \"{}\" 1 \"\" \"{}\" \"goset\"\n.SH NAME\n{} \\- {}\n", roff(name),
                        source, roff(name), roff(summary));
  }

  void section(std::string_view title) { text_ += fmt::format(".SH {}\n", title); }
  void line(std::string_view line) { text_ += roff(line) + '\n'; }
  void paragraph() { text_ += ".PP\n"; }
  void synopsis(std::string_view usage) { text_ += fmt::format(".B {}\n", roff(usage)); }
  void item(std::string_view head, std::string_view description) {
    text_ += fmt::format(".TP\n.B {}\n{}\n", roff(head), roff(description));
  }
  void example(std::string_view lines) {
    text_ += ".nf\n";
    each_line(lines, [&](std::string_view one) { line(one); });
    text_ += ".fi\n";
  }

  // prose takes the lines of a footer; the examples at its end become a section.
  void prose(const std::string& footer) {
    const std::size_t begin = footer.find("Example");
    each_line(footer.substr(0, begin), [&](std::string_view one) {
      if (one.empty()) {
        paragraph();
      } else {
        line(one);
      }
    });
    if (begin == std::string::npos) return;
    section("EXAMPLES");
    example(std::string_view(footer).substr(std::min(footer.find('\n', begin) + 1, footer.size())));
  }

  const std::string& text() const { return text_; }

 private:
  static void each_line(std::string_view text, const std::function<void(std::string_view)>& use) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      use(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  std::string text_;
};

void add_options(Page& page, const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    std::string head = option->get_name(option->get_positional(), true);
    const bool has_value = option->get_items_expected_min() > 0 && !option->get_positional();
    if (has_value) head += " " + option->get_type_name();
    page.item(head, option->get_description());
  }
}

// usage_of returns how a command is called, "goset add [OPTIONS] NAME...", as its help has it.
std::string usage_of(const CLI::App& app, const CLI::App& command) {
  constexpr std::string_view begin = "Usage: ";
  const std::string name = "goset " + command.get_name();
  std::istringstream help(
      app.get_formatter()->make_help(&command, name, CLI::AppFormatMode::Normal));
  for (std::string line; std::getline(help, line);) {
    if (line.starts_with(begin)) return line.substr(begin.size());
  }
  return name;
}

const CLI::App* command_named(const CLI::App& app, const std::string& name) {
  std::string unused;
  return command_in(app, {name}, unused);
}

void add_exit_codes(Page& page) {
  page.section("EXIT STATUS");
  page.item("0", "everything is in order");
  page.item("1", "something is not up to date, or there are findings");
  page.item("2", "goset could not do it: usage, input, network, files");
  page.item("3", "a checksum or a signature does not match");
}

std::string page_of(const CLI::App& app) {
  Page page("goset", app.get_description(), "goset " GOSET_VERSION);
  page.section("SYNOPSIS");
  page.synopsis("goset COMMAND [OPTIONS] [ARGUMENTS]");
  page.section("COMMANDS");
  for (const std::string& name : command_names(app)) {
    const CLI::App* const command = command_named(app, name);
    page.item(fmt::format("goset-{}(1)", name), command->get_description());
  }
  page.section("OPTIONS");
  add_options(page, app);
  add_exit_codes(page);
  page.section("FILES");
  page.item("goset.toml", "the programs of a set, written by people and by `goset add`");
  page.item("goset.lock", "everything that was resolved and verified, written by goset");
  page.item("go-packages.nix", "the same for Nix, written by goset");
  return page.text();
}

std::string page_of(const CLI::App& app, const CLI::App& command) {
  Page page("goset-" + command.get_name(), command.get_description(), "goset");
  page.section("SYNOPSIS");
  page.synopsis(usage_of(app, command));
  page.section("OPTIONS");
  add_options(page, command);
  if (const std::string footer = command.get_footer(); !footer.empty()) {
    if (footer.find("Example") != 0) page.section("DESCRIPTION");
    page.prose(footer);
  }
  page.section("SEE ALSO");
  page.line("goset(1), for the options that every command has, and the exit status");
  return page.text();
}

int print_page(const CLI::App& app, const std::string& name) {
  if (name.empty()) {
    escape::print(stdout, terminal_lines(page_of(app)));
    return exit_ok;
  }
  const CLI::App* const command = command_named(app, name);
  if (!command) throw Error(fmt::format("unknown command \"{}\"", name));
  escape::print(stdout, terminal_lines(page_of(app, *command)));
  return exit_ok;
}

}  // namespace

void add_man(CLI::App& app, Run& run) {
  auto name = std::make_shared<std::string>();
  CLI::App* const man =
      app.add_subcommand("man", "Print the manual page of goset, or of a command");
  man->group("");
  man->add_option("command", *name, "the command; the page of goset itself without one");
  man->callback([&app, &run, name] {
    run = [&app, name](const Options&) { return print_page(app, *name); };
  });
}

}  // namespace goset::cli
