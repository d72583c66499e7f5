#!/bin/sh
# Gives the roles their passwords from the files of secrets, when compose.yaml starts the database for the first time.
set -eu

for service in access loyalty coupon recommendation feedback backup monitor; do
  printf "ALTER ROLE giveback_%s PASSWORD '%s';\n" "$service" "$(cat "/run/secrets/database-$service.password")"
done | psql -X -q -v ON_ERROR_STOP=1
