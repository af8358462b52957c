# Sourced by ./start and ./openledger, in the repository's root: keeps the built program up to date.
# program            path of the executable
# build_program ...  builds it where a source is newer; arguments of the form -p:Name=value are build settings and are remembered

program=artifacts/bin/OpenLedger.Studio/release/openledger
program_stamp=artifacts/program.stamp

build_program() {
  local settings="$*"
  [ -n "$settings" ] || settings=$(cat "$program_stamp" 2>/dev/null || true)
  if is_up_to_date "$settings"; then return; fi
  build/setup.sh run
  mkdir -p artifacts
  (
    # Two that start at the same time must not build into each other's files.
    if command -v flock >/dev/null; then flock 9; fi
    build_locked "$settings"
  ) 9> artifacts/program.lock
}

build_locked() {
  local settings=$1
  if is_up_to_date "$settings"; then return; fi
  local started=artifacts/program.started
  printf '%s' "$settings" > "$started"
  echo "Building OpenLedger Studio (the first time takes a few minutes: libtorch alone is half a gigabyte) ..." >&2
  # shellcheck disable=SC2086
  if ! dotnet build OpenLedger.Studio --configuration Release --verbosity quiet -nologo $settings > artifacts/build.log 2>&1 9>&-; then
    cat artifacts/build.log >&2
    echo "The build failed: its messages stand above." >&2
    exit 1
  fi
  mv "$started" "$program_stamp"
}

is_up_to_date() {
  [ -x "$program" ] && [ "$1" = "$(cat "$program_stamp" 2>/dev/null || true)" ] && [ -z "$(newer_source)" ]
}

# A folder counts too: its time changes when a file in it is deleted.
newer_source() {
  [ -f "$program_stamp" ] || { echo none; return; }
  find OpenLedger.Training OpenLedger.Datanets OpenLedger.Attribution OpenLedger.Studio build models starter-set appsettings.json Directory.Build.props Directory.Build.targets \
    Directory.Packages.props global.json -newer "$program_stamp" -not -name '*.lock.json' -print -quit
}
