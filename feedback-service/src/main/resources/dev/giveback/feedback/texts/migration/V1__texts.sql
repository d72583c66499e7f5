-- Free texts of answers and notes of follow-ups. The journal has their hashes alone. A text is written before the event that names its hash;
-- it is recorded when the event is there. What was not recorded within an hour is asked about and removed.
CREATE TABLE personal_text (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    -- SHA-256 over salt and text.
    hash bytea NOT NULL,
    -- 16 random bytes.
    salt bytea NOT NULL,
    text text NOT NULL,
    keep_millis bigint NOT NULL,
    recorded boolean NOT NULL DEFAULT false,
    PRIMARY KEY (program, customer, hash)
);

CREATE INDEX personal_text_open ON personal_text (keep_millis) WHERE NOT recorded;

-- Words of any language: no stemming, no stop words.
CREATE INDEX personal_text_words ON personal_text USING gin (to_tsvector('simple', text));

-- Customers whose texts were deleted, until the table was written anew.
CREATE TABLE personal_text_erasure (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    purge_due boolean NOT NULL,
    erase_millis bigint NOT NULL,
    PRIMARY KEY (program, customer)
);
