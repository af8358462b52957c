#!/usr/bin/env bash
# Makes the first migration anew from the entities in OpenLedger.Studio/Store. Only until the first release: afterwards each
# change of the store is a migration of its own (dotnet ef migrations add NAME), so that data folders can be upgraded.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore
# The tool puts the snapshot where the namespace points; one that stays would make the migration a change instead of a beginning.
rm -rf OpenLedger.Studio/Store/Migrations OpenLedger.Studio/OpenLedger
dotnet ef migrations add Initial --project OpenLedger.Studio --output-dir Store/Migrations --namespace OpenLedger.Studio.Store.Migrations
