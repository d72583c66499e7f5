-- Which shard of which journal this database is.
CREATE TABLE journal_shard_identity (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id uuid NOT NULL,
    number integer NOT NULL,
    shard_count integer NOT NULL
);
