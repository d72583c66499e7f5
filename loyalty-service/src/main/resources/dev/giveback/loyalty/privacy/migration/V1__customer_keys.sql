-- The keys under which personal values are sealed, one row a customer. Whoever deletes a row makes unreadable what it sealed, wherever
-- that was copied to. The key itself is wrapped by a master key, which is not in the database.
CREATE TABLE customer_key (
    created_millis bigint NOT NULL,
    -- 16 random bytes; what is sealed names its key by them.
    key_id bytea NOT NULL PRIMARY KEY,
    wrapped bytea NOT NULL,
    master_key_id text COLLATE "C" NOT NULL,
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    UNIQUE (program, customer)
);

-- Samples of a column go into pg_statistic, where no DELETE reaches them.
ALTER TABLE customer_key ALTER COLUMN wrapped SET STATISTICS 0;

-- Customers whose erasure was asked for. A row is there before the customer is closed, so that a crash leaves nothing half done, and stays
-- as a tombstone: no key is ever made for such a customer again.
CREATE TABLE customer_erasure (
    asked_millis bigint NOT NULL,
    -- NULL until the keys are gone.
    keys_deleted_millis bigint,
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    PRIMARY KEY (program, customer)
);

CREATE INDEX customer_erasure_open ON customer_erasure (asked_millis)
WHERE keys_deleted_millis IS NULL;
