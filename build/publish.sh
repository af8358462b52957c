#!/usr/bin/env bash
# Makes a folder (and an archive of it) that runs on a machine with nothing installed: no SDK, no runtime, no internet.
#   build/publish.sh linux-x64        into artifacts/publish/openledger-linux-x64 and .tar.gz
#   build/publish.sh win-x64          the same for Windows, .zip
#   build/publish.sh osx-arm64        the same for Macs with Apple silicon, .tar.gz
# Further arguments go to 'dotnet publish' (-p:Gpu=cuda). docs/installation.md says what was verified where.
set -euo pipefail
cd "$(dirname "$0")/.."

platform=${1:-linux-x64}
[ $# -gt 0 ] && shift
case "$platform" in
  linux-x64 | win-x64 | osx-arm64) ;;
  *) echo "There is no libtorch for \"$platform\". Choose linux-x64, win-x64 or osx-arm64." >&2; exit 2 ;;
esac
name=openledger-$platform
out=artifacts/publish/$name
rm -rf "$out"
dotnet publish OpenLedger.Studio --configuration Release --runtime "$platform" --self-contained -p:NuGetLockFilePath=obj/publish.lock.json --verbosity quiet -nologo --output "$out" "$@"
cp LICENSE "$out/"

# .NET needs ICU (languages, Unicode) and OpenSSL, which a bare Linux does not have: the build machine's go along. The system's own
# OpenSSL wins where there is one, since it is kept up to date.
if [ "$platform" = linux-x64 ]; then
  mkdir -p "$out/fallback"
  for part in libssl.so.3 libcrypto.so.3; do
    found=$(find /usr/lib /lib -name "$part" 2>/dev/null | head -n 1)
    if [ -n "$found" ]; then cp "$(readlink -f "$found")" "$out/fallback/$part"; fi
  done
  install -m 755 build/deploy/start "$out/start"
  icu=$(find /usr/lib /lib -name 'libicuuc.so.*.*' 2>/dev/null | head -n 1)
  if [ -z "$icu" ]; then
    echo "There is no ICU on this machine to take along (package libicu72 or newer); the published studio will need one where it runs." >&2
  else
    version=${icu##*.so.}
    for part in libicuuc libicui18n libicudata; do
      cp "$(dirname "$icu")/$part.so.$version" "$out/"
    done
    sed -i "s/\"configProperties\": {/\"configProperties\": {\n      \"System.Globalization.AppLocalIcu\": \"$version\",/" "$out/openledger.runtimeconfig.json"
  fi
fi

# What can be seen without the system that it is for.
if command -v python3 >/dev/null; then build/check_published.py "$platform" "$out" >&2; fi

case "$platform" in
  win-x64)
    if command -v zip >/dev/null; then (cd artifacts/publish && rm -f "$name.zip" && zip -qr "$name.zip" "$name"); fi ;;
  *)
    cp build/deploy/openledger.service "$out/" 2>/dev/null || true
    tar -czf "artifacts/publish/$name.tar.gz" -C artifacts/publish "$name" ;;
esac
echo "$out"
