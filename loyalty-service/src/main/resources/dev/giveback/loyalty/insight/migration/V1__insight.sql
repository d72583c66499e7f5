-- Figures of programs by day and month, counted from the journal. They follow it within a second or so and can be counted again from it.
-- Days are days since 1970-01-01 in the program's zone, months are year × 12 + month − 1.
CREATE TABLE insight_day (
    earned bigint NOT NULL,
    spent bigint NOT NULL,
    expired bigint NOT NULL,
    taken_back bigint NOT NULL,
    restored bigint NOT NULL,
    adjusted bigint NOT NULL,
    transferred bigint NOT NULL,
    order_count bigint NOT NULL,
    order_minor bigint NOT NULL,
    refund_count bigint NOT NULL,
    refund_minor bigint NOT NULL,
    active_customers bigint NOT NULL,
    new_customers bigint NOT NULL,
    day integer NOT NULL,
    program text COLLATE "C" NOT NULL,
    PRIMARY KEY (program, day)
) WITH (fillfactor = 50);

-- Customers who were active on a day of the month, each once.
CREATE TABLE insight_month (
    active_customers bigint NOT NULL,
    month integer NOT NULL,
    program text COLLATE "C" NOT NULL,
    PRIMARY KEY (program, month)
) WITH (fillfactor = 50);

-- Customers whose first order is of the month `cohort`, and who ordered in `month`.
CREATE TABLE insight_cohort (
    customers bigint NOT NULL,
    cohort integer NOT NULL,
    month integer NOT NULL,
    program text COLLATE "C" NOT NULL,
    PRIMARY KEY (program, cohort, month)
) WITH (fillfactor = 50);

-- Points by the month in which their lot began, and how they ended.
CREATE TABLE insight_issue (
    issued bigint NOT NULL,
    redeemed bigint NOT NULL,
    expired bigint NOT NULL,
    taken_back bigint NOT NULL,
    moved bigint NOT NULL,
    month integer NOT NULL,
    program text COLLATE "C" NOT NULL,
    PRIMARY KEY (program, month)
) WITH (fillfactor = 50);

-- Points of all lots by the last day on which they can be used; 2147483647 is never.
CREATE TABLE insight_expiry (
    points bigint NOT NULL,
    day integer NOT NULL,
    program text COLLATE "C" NOT NULL,
    PRIMARY KEY (program, day)
) WITH (fillfactor = 50);

-- One row for each lot with points left.
CREATE TABLE insight_lot (
    lot_id bigint NOT NULL,
    remaining bigint NOT NULL,
    -- 0 is never.
    expires_millis bigint NOT NULL,
    -- The last day on which it can be used; 2147483647 is never.
    expires_day integer NOT NULL,
    -- The day on which it came.
    day integer NOT NULL,
    -- The month in which it began, in another customer perhaps.
    month integer NOT NULL,
    -- Whether its customer is being merged into another one, which has it once that has said so.
    is_leaving boolean NOT NULL,
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    PRIMARY KEY (program, customer, lot_id)
) WITH (fillfactor = 90);

CREATE TABLE insight_customer (
    -- The sequence number of the latest event.
    revision bigint NOT NULL,
    -- Points owed, and those owed when the customer left to be merged.
    owed bigint NOT NULL,
    leaving_owed bigint NOT NULL,
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    -- Days of activity and months with an order, ascending, four bytes each.
    active_days bytea NOT NULL,
    order_months bytea NOT NULL,
    PRIMARY KEY (program, customer)
) WITH (fillfactor = 80);

-- Up to which event the tables tell the journal; one row, changed by every transaction that changes them.
CREATE TABLE insight_marker (
    transaction_id bigint NOT NULL,
    ordering bigint NOT NULL,
    -- When the event there was recorded.
    record_millis bigint NOT NULL,
    -- Until that place nothing is answered: the tables were emptied and are being filled.
    target_transaction_id bigint NOT NULL,
    target_ordering bigint NOT NULL,
    -- Whether they are to be emptied and filled anew.
    is_lost boolean NOT NULL,
    only_row boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (only_row)
) WITH (fillfactor = 50);
