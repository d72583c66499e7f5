-- The database, the roles of the services, and what each may do: a schema of its own, and nothing in another's. Run once by a
-- superuser, from the folder with this file:
--
--   psql -X -v ON_ERROR_STOP=1 -f roles.sql
--
-- Passwords are not in here: set each by \password giveback_loyalty and so on, or by the files of secrets (docs/OPERATIONS.md). Repeating it changes
-- nothing that is there.

SELECT 'CREATE DATABASE giveback ENCODING ''UTF8'' LOCALE ''C'' TEMPLATE template0'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'giveback') \gexec

-- One role that cannot log in says who the services are, for pg_hba.conf and for what all may do.
SELECT 'CREATE ROLE giveback_services NOLOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'giveback_services') \gexec

SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION IN ROLE giveback_services', 'giveback_' || service)
FROM unnest(ARRAY['loyalty', 'coupon', 'recommendation', 'feedback', 'access']) AS service
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'giveback_' || service) \gexec

-- Base backups and the stream of changes; it can read the files of everything, so it is as secret as the database itself.
SELECT 'CREATE ROLE giveback_backup LOGIN REPLICATION'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'giveback_backup') \gexec
-- Figures of the server, no rows.
SELECT 'CREATE ROLE giveback_monitor LOGIN IN ROLE pg_monitor CONNECTION LIMIT 5'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'giveback_monitor') \gexec

\connect giveback

REVOKE ALL ON DATABASE giveback FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE giveback TO giveback_services;
GRANT CONNECT ON DATABASE giveback TO giveback_monitor;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- The service makes and migrates its tables itself when it starts, so it owns its schema; it cannot make another one.
SELECT format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', service, 'giveback_' || service)
FROM unnest(ARRAY['loyalty', 'coupon', 'recommendation', 'feedback', 'access']) AS service \gexec
SELECT format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', service)
FROM unnest(ARRAY['loyalty', 'coupon', 'recommendation', 'feedback', 'access']) AS service \gexec
SELECT format('ALTER ROLE %I IN DATABASE giveback SET search_path = %I', 'giveback_' || service, service)
FROM unnest(ARRAY['loyalty', 'coupon', 'recommendation', 'feedback', 'access']) AS service \gexec
