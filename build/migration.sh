#!/usr/bin/env bash
# Makes the first migration anew from the entities in OpenLedger.Studio/Store. Only until the first release: afterwards each
# change of the store is a migration of its own (dotnet ef migrations add NAME), so that data folders can be upgraded.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore
rm -rf OpenLedger.Studio/Store/Migrations
dotnet ef migrations add Initial --project OpenLedger.Studio --output-dir Store/Migrations --namespace OpenLedger.Studio.Store.Migrations

# The tool puts the snapshot where the namespace points from the project's folder; it belongs beside the migration, and goes with it.
mv OpenLedger.Studio/OpenLedger/Studio/Store/Migrations/StudioContextModelSnapshot.cs OpenLedger.Studio/Store/Migrations/
rm -r OpenLedger.Studio/OpenLedger
