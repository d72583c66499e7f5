-- The databases that store customers' events first, one row each, and how far each was brought into this journal. Without rows
-- customers' events are stored here and nowhere else.
CREATE TABLE journal_shard (
    -- From 1, in the order of the setting.
    number integer PRIMARY KEY CHECK (number >= 1),
    -- Which database it is; the database says the same. It is also the writer of the rows that come from there.
    id uuid NOT NULL UNIQUE,
    -- How many there are, by which it is decided whose events a shard has.
    shard_count integer NOT NULL CHECK (shard_count >= number),
    -- The place in the shard's own feed up to which its rows are here.
    transaction_id bigint NOT NULL DEFAULT 0,
    ordering bigint NOT NULL DEFAULT 0,
    -- Whether the shard has all earlier events of its customers, from the time before there were shards.
    is_filled boolean NOT NULL DEFAULT false,
    is_paused boolean NOT NULL DEFAULT false
) WITH (fillfactor = 50);

-- What stores a customer's event here that comes from no shard is a node that does not know of the shards, or an import: the customer's actor
-- would not see it. The trigger is created when there are shards.
CREATE FUNCTION expect_journal_shard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ${flyway:defaultSchema}.journal_shard WHERE id = NEW.writer) THEN
        RAISE EXCEPTION 'events of customers are stored in journal shards first, and one of % comes from none', NEW.persistence_id
            USING HINT = 'Every node needs the same giveback.loyalty.database.shards.';
    END IF;
    RETURN NEW;
END
$$;
