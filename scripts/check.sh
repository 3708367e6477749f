#!/usr/bin/env bash
# Everything that must be green before a commit. `check.sh fast` leaves out the build and the browser.
# Every step runs, so that one look shows all that is wrong; the last line is `N passed, N failed`.
set -euo pipefail
cd "$(dirname "$0")/.."
exec < /dev/null
export PATH="$PWD/node_modules/.bin:$PATH"

results=$(mktemp -d)
: > "$results/steps"
finish() {
  local status=$?
  node scripts/summary.mjs "$results" || status=1
  rm -rf "$results"
  exit "$status"
}
trap finish EXIT

# step KIND NAME COMMAND…: KIND is `check`, or the test runner whose report is counted.
step() {
  local kind=$1 name=$2
  shift 2
  printf '\n== %s\n' "$name"
  if "$@"; then
    echo "ok $kind $name" >> "$results/steps"
  else
    echo "failed $kind $name" >> "$results/steps"
    return 1
  fi
}

# at_least COUNT WHAT NUMBER: a checker that saw nothing has proved nothing.
at_least() {
  [ "${3:-0}" -ge "$1" ] || { echo "Only ${3:-0} $2 were checked; at least $1 were expected."; return 1; }
}

formatting() {
  oxfmt --check | tee "$results/format" || return 1
  # "All matched files use the correct format." stands before "Finished in … on 61 files …".
  at_least 60 'formatted files' "$(sed -nE 's/.* on ([0-9]+) files.*/\1/p' "$results/format")"
}

lint() {
  oxlint --type-aware | tee "$results/lint" || return 1
  at_least 60 'linted files' "$(sed -nE 's/.* on ([0-9]+) files.*/\1/p' "$results/lint")"
}

types() {
  at_least "$2" "files of $1" "$(tsc -p "$1" --listFilesOnly | grep -vc /node_modules/)" || return 1
  tsc -p "$1"
}

browser() {
  CHROMIUM_PATH=$(node scripts/findChromium.mjs) || return 1
  export CHROMIUM_PATH
  echo "Driving $CHROMIUM_PATH."
  CI=1 PLAYWRIGHT_JSON_OUTPUT_NAME="$results/playwright.json" playwright test --reporter=list,json
}

step check 'formatting' formatting || true
step check 'lint' lint || true
step check 'types: page' types tsconfig.json 20 || true
step check 'types: workers' types tsconfig.worker.json 20 || true
step check 'types: tests and tools' types tsconfig.node.json 40 || true
step check 'models' node scripts/prepareModels.mjs || true
step vitest 'unit tests' vitest run --reporter=default --reporter=json --outputFile.json="$results/vitest.json" || true
step check 'unused code' knip --treat-config-hints-as-errors || true
step check 'generated files' node scripts/generate.mjs --check || true
step check 'licences' node scripts/licences.mjs || true
[ "${1:-}" = fast ] && exit 0

if step check 'build' vite build --logLevel warn; then
  step check 'size budgets' node scripts/budget.mjs || true
  step playwright 'browser tests' browser || true
else
  echo 'failed check size budgets (no build)' >> "$results/steps"
  echo 'failed playwright browser tests (no build)' >> "$results/steps"
fi
