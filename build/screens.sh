#!/usr/bin/env bash
# Takes the pictures in docs/screens anew: every page, light and dark, wide and narrow, from a studio that trains a model meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
build/setup.sh test
mkdir -p docs/screens
OPENLEDGER_SHOTS="$PWD/docs/screens" dotnet test --project tests/OpenLedger.Browser.Tests --no-progress -- --filter-class '*ScreenTests' '*TuningTests' '*DatanetTests' '*ReviewTests' '*HealthTests' '*KnownTests' '*DataTests' '*PlaygroundTests' '*PageTests' '*TeamTests'
