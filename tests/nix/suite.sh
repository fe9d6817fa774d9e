# Sourced: how a suite of shell tests is run. Callers have `log`, a file, a function `prepare`, what
# sandbox.sh has, and tests: functions whose names begin with test_.

expect() { # ACTUAL EXPECTED
  [ "$1" = "$2" ] && return
  printf 'expected: %s\nfound:    %s\n' "$2" "$1" >>"$log"
  return 1
}

# run_test NAME: test_NAME ends with 77 where the machine can't run it, and says why in the log.
run_test() {
  local name=$1 status=0
  : >"$log"
  "test_$name" || status=$?
  case $status in
    0) passed=$((passed + 1)) && echo "ok $name" ;;
    77) skipped=$((skipped + 1)) && echo "skipped $name: $(tail -n 1 "$log")" ;;
    *)
      failed=$((failed + 1))
      echo "FAILED $name"
      sed 's/^/  /' "$log" | tail -n 40
      ;;
  esac
}

# run_suite SUITE [NAME]...: calls prepare, then the tests of these names, or all test_ functions.
run_suite() {
  local suite=$1 name tests absent passed=0 failed=0 skipped=0
  shift
  tests=${*:-$(declare -F | sed -n 's/^declare -f test_//p')}
  absent=$(missing_tools)
  if [ -n "$absent" ]; then
    echo "skipped all: missing" $absent
    echo "$suite: 0 passed, 0 failed, $(wc -w <<<"$tests") skipped"
    return
  fi
  if ! prepare >"$log" 2>&1; then
    cat "$log"
    echo "$suite: 0 passed, 1 failed"
    return 1
  fi
  for name in $tests; do run_test "$name"; done
  echo "$suite: $passed passed, $failed failed$([ "$skipped" = 0 ] || echo ", $skipped skipped")"
  [ "$failed" -eq 0 ]
}
