-- How far loyalty-service's feed of events was read.
CREATE TABLE feed_progress (
    reader text PRIMARY KEY,
    resume_token text NOT NULL,
    record_millis bigint NOT NULL,
    earlier_token text NOT NULL DEFAULT '',
    later_token text NOT NULL DEFAULT '',
    later_millis bigint NOT NULL DEFAULT 0
);

-- The latest transaction of that journal that was read: a journal that ends before it is another one.
CREATE TABLE feed_place (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    transaction_id bigint NOT NULL
);

-- What surveys and messages can be about. No name and no address; of a birthday the next one's date.
CREATE TABLE occasion (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    -- Number of giveback.feedback.v1.OccasionKind.
    kind smallint NOT NULL,
    reference text COLLATE "C" NOT NULL,
    -- When it is; when it happened, which differs for what was recorded later; when it was recorded.
    occasion_millis bigint NOT NULL,
    happened_millis bigint NOT NULL,
    recorded_millis bigint NOT NULL,
    -- What conditions look at.
    amount_minor bigint NOT NULL,
    categories text[] NOT NULL,
    campaigns text[] NOT NULL,
    products text[] NOT NULL,
    tier_id text NOT NULL,
    order_count bigint NOT NULL,
    points bigint NOT NULL,
    is_member boolean NOT NULL,
    PRIMARY KEY (program, customer, kind, reference)
);

CREATE INDEX occasion_time ON occasion (program, kind, occasion_millis);
CREATE INDEX occasion_birthdays ON occasion (occasion_millis) WHERE kind = 8;

-- Which version of a survey or message has been planned, and since when it takes what falls due; no row while it is not active.
CREATE TABLE planned_source (
    program text COLLATE "C" NOT NULL,
    -- surveys/{survey} or messages/{message}.
    source text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    is_active boolean NOT NULL,
    since_millis bigint NOT NULL,
    PRIMARY KEY (program, source)
);

-- What is to be decided, and when.
CREATE TABLE plan (
    program text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    kind smallint NOT NULL,
    reference text COLLATE "C" NOT NULL,
    -- When it falls due, and when it is looked at: later than that after quiet hours or a failure.
    due_millis bigint NOT NULL,
    look_millis bigint NOT NULL,
    failures integer NOT NULL DEFAULT 0,
    PRIMARY KEY (program, source, customer, kind, reference),
    FOREIGN KEY (program, customer, kind, reference) REFERENCES occasion ON UPDATE CASCADE ON DELETE CASCADE
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX plan_look ON plan (look_millis);
CREATE INDEX plan_due ON plan (program, source, due_millis, customer, kind, reference);
CREATE INDEX plan_of_customer ON plan (program, customer, kind, reference);

-- Purchases, for return rates.
CREATE TABLE purchase (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    order_id text COLLATE "C" NOT NULL,
    purchase_millis bigint NOT NULL,
    PRIMARY KEY (program, customer, order_id)
);

CREATE INDEX purchase_time ON purchase (program, customer, purchase_millis);

-- The tier that a customer had last, by which a higher one is known.
CREATE TABLE last_tier (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    tier_id text NOT NULL,
    PRIMARY KEY (program, customer)
);

-- Customers whose profile is to be asked for a birthday.
CREATE TABLE birthday_look (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    look_millis bigint NOT NULL,
    PRIMARY KEY (program, customer)
);

CREATE INDEX birthday_look_time ON birthday_look (look_millis);
