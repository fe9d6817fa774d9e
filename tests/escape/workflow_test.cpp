#include "goset/escape/workflow.hpp"

#include <algorithm>

#include "hostile.hpp"
#include "support/catch.hpp"

using namespace goset;

TEST_CASE("a workflow command has its properties and its message") {
  CHECK(workflow_command("error", "a/goset.lock", "goset drift", TerminalText::format("a: b, c"))
            .str() == "::error file=a/goset.lock,title=goset drift::a: b, c\n");
  CHECK(workflow_command("notice", "", "x", TerminalText::format("a\nrun: {}", "b")).str() ==
        "::notice title=x::a%0Arun: b\n");
}

TEST_CASE("no argument ends a property, a message or a command") {
  CHECK(
      workflow_command("error", "a,line=1:%", "x\ny", TerminalText::format("{}", "100%\n::error::"))
          .str() == "::error file=a%2Cline=1%3A%25,title=x\\ny::100%25\\n::error::\n");
  for (const std::string& text : hostile_texts()) {
    const std::string line = workflow_command("error", text, text, TerminalText::of(text)).str();
    CAPTURE(line);
    CHECK(std::count(line.begin(), line.end(), '\n') == 1);
    const std::string value = WorkflowText::of(text).str();
    CHECK(value.find_first_of("\r\n:,") == std::string::npos);
    CHECK(line.starts_with("::error file=" + value + ",title=" + value + "::"));
  }
}
