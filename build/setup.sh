#!/usr/bin/env bash
# Looks at what this machine has and adds what is missing: build/setup.sh run | test.
# "run" needs the .NET 10 SDK alone; "test" also needs a Chromium for the tests in a real browser. Where it is root on Debian or
# Ubuntu it installs packages; anywhere else it says what to install and stops.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

has_sdk() { command -v dotnet >/dev/null && [[ $'\n'$(dotnet --list-sdks 2>/dev/null) == *$'\n'10.* ]]; }

# The same places, in the same order, as tests/OpenLedger.Browser.Tests looks at.
has_browser() {
  [ -x "${CHROMIUM_PATH:-}" ] && return
  local name
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    command -v "$name" >/dev/null && return
  done
  return 1
}

# Package lists and downloads fail now and then on a busy mirror: three tries.
apt() {
  local try
  for try in 1 2 3; do
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" >&2 && return
    say "apt-get $1 did not succeed (try $try of 3)."
    sleep $((try * 5))
  done
  return 1
}

install_packages() {
  if ! command -v apt-get >/dev/null; then
    stop "The tests in a real browser need Chromium. Install it with this system's package manager, or set CHROMIUM_PATH to a Chromium or Chrome, then run this again."
  fi
  if [ "$(id -u)" -ne 0 ]; then
    stop "Missing Debian packages: $*. Run 'sudo apt-get update && sudo apt-get install -y $*', then run this again."
  fi
  say "Installing Debian packages: $* ..."
  apt update && apt install -y --no-install-recommends "$@" ||
    stop "apt-get could not install: $*. Look at its messages above, mend what they name, then run this again."
}

has_sdk || stop "OpenLedger Studio needs the .NET 10 SDK, and 'dotnet --list-sdks' shows none. Install it (https://dotnet.microsoft.com/download/dotnet/10.0), then run this again."

if [ "${1:-run}" = test ] && ! has_browser; then
  if grep -qs '^ID=ubuntu' /etc/os-release; then
    install_packages chromium-browser fonts-liberation
  else
    install_packages chromium fonts-liberation
  fi
fi

# The shelf's real model is unpacked by a script that needs numpy; without the shelf nothing does.
if [ "${1:-run}" = test ] && [ -f ../shared/fixtures/smollm2-135m/to_hub_folder.py ] && ! /usr/bin/python3 -c 'import numpy' 2>/dev/null; then
  install_packages python3 python3-numpy
fi
