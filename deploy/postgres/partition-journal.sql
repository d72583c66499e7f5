-- Makes event_journal of one service a table of several parts, by a hash of persistence_id. An option for very large installations, best taken
-- before the first customer: docs/OPERATIONS.md, "Partitioning", says for whom. The service must be stopped; run it as the schema's owner:
--
--   psql -X -v ON_ERROR_STOP=1 -1 -c "SET search_path = loyalty" -c "SET giveback.partitions = 16" -f partition-journal.sql
--
-- Why by hash and not by range of time: the primary key (persistence_id, sequence_number) is what refuses a second writer, and PostgreSQL keeps a
-- primary key over parts only if it has the column by which they are divided. All events of one customer stay in one part, so the key is as strict
-- as ever, and whoever reads one customer looks into one part. What reads in the order of the feed merges the parts' indexes.
-- Rows are copied as they are, with their transaction ids and places, so that every follower goes on where it was. It is one transaction: all or nothing.
DO $$
DECLARE
    parts integer := current_setting('giveback.partitions', true)::integer;
    options text := 'autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000, autovacuum_freeze_min_age = 0';
    rows_before bigint;
    rows_after bigint;
    next_place bigint;
BEGIN
    IF parts IS NULL OR parts NOT BETWEEN 2 AND 256 THEN
        RAISE EXCEPTION 'giveback.partitions: % (expected: 2 to 256)', coalesce(parts::text, 'not set');
    END IF;
    IF to_regclass('event_journal') IS NULL THEN
        RAISE EXCEPTION 'there is no event_journal in the search path (expected: the schema of a service that was started once)';
    END IF;
    IF (SELECT relkind FROM pg_class WHERE oid = 'event_journal'::regclass) = 'p' THEN
        RAISE EXCEPTION 'event_journal is partitioned already';
    END IF;
    IF EXISTS (SELECT FROM pg_inherits WHERE inhparent = 'event_journal'::regclass) THEN
        RAISE EXCEPTION 'event_journal has tables that inherit from it';
    END IF;

    LOCK TABLE event_journal IN ACCESS EXCLUSIVE MODE;
    SELECT count(*), coalesce(max(ordering), 0) INTO rows_before, next_place FROM event_journal;
    next_place := greatest(next_place, (SELECT coalesce(last_value, 0) FROM pg_sequences
        WHERE format('%I.%I', schemaname, sequencename)::regclass = pg_get_serial_sequence('event_journal', 'ordering')::regclass)) + 1;

    ALTER TABLE event_journal RENAME TO event_journal_whole;
    ALTER INDEX event_journal_pkey RENAME TO event_journal_whole_pkey;
    ALTER INDEX event_journal_feed RENAME TO event_journal_whole_feed;
    CREATE TABLE event_journal (LIKE event_journal_whole INCLUDING DEFAULTS INCLUDING STORAGE INCLUDING COMPRESSION INCLUDING COMMENTS)
        PARTITION BY HASH (persistence_id);
    -- A sequence and a default rather than an identity column, which parts cannot have before PostgreSQL 17.
    CREATE SEQUENCE event_journal_places OWNED BY event_journal.ordering;
    PERFORM setval('event_journal_places', next_place, false);
    ALTER TABLE event_journal ALTER COLUMN ordering SET DEFAULT nextval('event_journal_places');
    FOR part IN 0 .. parts - 1 LOOP
        EXECUTE format('CREATE TABLE %I PARTITION OF event_journal FOR VALUES WITH (MODULUS %s, REMAINDER %s) WITH (%s)',
            'event_journal_p' || lpad(part::text, 3, '0'), parts, part, options);
    END LOOP;

    -- In the order of the feed, so that its index grows at its end. Indexes after the rows, which is quicker.
    INSERT INTO event_journal SELECT * FROM event_journal_whole ORDER BY transaction_id, ordering;
    ALTER TABLE event_journal ADD PRIMARY KEY (persistence_id, sequence_number);
    CREATE INDEX event_journal_feed ON event_journal (transaction_id, ordering) WITH (fillfactor = 95);

    SELECT count(*) INTO rows_after FROM event_journal;
    IF rows_after <> rows_before THEN
        RAISE EXCEPTION 'copied % of % rows', rows_after, rows_before;
    END IF;
    DROP TABLE event_journal_whole;
    RAISE NOTICE 'event_journal has % parts and % rows', parts, rows_after;
END
$$;

ANALYZE event_journal;
