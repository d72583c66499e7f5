-- The signed roots of the whole journal, one row each.
CREATE TABLE journal_seal (
    number bigint PRIMARY KEY,
    -- A giveback.loyalty.v1.SealedRoot.
    seal bytea NOT NULL,
    -- X.509 SubjectPublicKeyInfo of the key that signed it.
    public_key bytea NOT NULL
);

-- How far each journal was sealed last, so that one that was changed since can be named. The signed roots do not rest on it.
CREATE TABLE sealed_journal (
    sequence_number bigint NOT NULL,
    seal_number bigint NOT NULL,
    persistence_id text COLLATE "C" NOT NULL PRIMARY KEY,
    -- Root of the tree over its records up to sequence_number.
    root_hash bytea NOT NULL
) WITH (fillfactor = 80);
