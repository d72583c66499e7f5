-- Lists that were shown to customers, for 90 days.
CREATE TABLE impression (
    program text COLLATE "C" NOT NULL,
    list_id text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    -- The number of giveback.recommendation.v1.Personalization.
    personalization smallint NOT NULL,
    page text COLLATE "C" NOT NULL,
    show_millis bigint NOT NULL,
    -- Products in their order, each once, and for each the number of the giveback.recommendation.v1.Strategy that brought it.
    products text[] COLLATE "C" NOT NULL,
    strategies smallint[] NOT NULL,
    -- Whether the reader has looked for purchases that it had read before the list was recorded.
    is_settled boolean NOT NULL DEFAULT false,
    PRIMARY KEY (program, list_id)
);

CREATE INDEX impression_customer ON impression (program, customer, show_millis);
CREATE INDEX impression_time ON impression (show_millis);
CREATE INDEX impression_unsettled ON impression (program, list_id) WHERE NOT is_settled;

-- Programs that have shown any list. Nothing is looked for in the others.
CREATE TABLE showing_program (
    program text COLLATE "C" PRIMARY KEY,
    -- Whether the reader reads this program's events; whatever is bought after that is found.
    is_followed boolean NOT NULL DEFAULT false
);

-- Lines of orders of these programs, for a day and an hour after they were read: so long a list that was shown before can still be recorded.
CREATE TABLE sale (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    order_id text COLLATE "C" NOT NULL,
    -- Counted from 1.
    line integer NOT NULL,
    product text COLLATE "C" NOT NULL,
    purchase_millis bigint NOT NULL,
    units bigint NOT NULL,
    returned bigint NOT NULL,
    read_millis bigint NOT NULL,
    PRIMARY KEY (program, customer, order_id, line)
);

CREATE INDEX sale_time ON sale (read_millis);

-- Lines of orders by which a customer bought a product of a list, within 28 days after it was shown. It is a hit while units were not all
-- returned.
CREATE TABLE outcome (
    program text COLLATE "C" NOT NULL,
    list_id text COLLATE "C" NOT NULL,
    product text COLLATE "C" NOT NULL,
    order_id text COLLATE "C" NOT NULL,
    line integer NOT NULL,
    customer text COLLATE "C" NOT NULL,
    purchase_millis bigint NOT NULL,
    units bigint NOT NULL,
    returned bigint NOT NULL,
    PRIMARY KEY (program, list_id, product, order_id, line)
);

CREATE INDEX outcome_order ON outcome (program, customer, order_id);

-- Customers of these programs that were erased, or merged into another one, since the program has shown lists: their ids alone, for ever.
CREATE TABLE gone_customer (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    -- The customer that everything goes to; empty for nobody.
    target text COLLATE "C" NOT NULL,
    PRIMARY KEY (program, customer)
);

CREATE INDEX gone_customer_target ON gone_customer (program, target) WHERE target <> '';

-- Where the feed goes on.
CREATE TABLE outcome_progress (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    resume_token text NOT NULL,
    -- When the last event that was read had been recorded; 0 before the first.
    record_millis bigint NOT NULL
);
