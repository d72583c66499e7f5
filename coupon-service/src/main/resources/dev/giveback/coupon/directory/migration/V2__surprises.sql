-- The progress of every feed that is read; each has its own reader.
ALTER TABLE coupon_feed_progress RENAME TO feed_progress;

-- Places at which the reader was a minute ago or more, to go back to when more is wanted of what was read: earlier_token is at least a
-- minute older than later_token, which was taken at later_millis.
ALTER TABLE feed_progress
    ADD COLUMN earlier_token text NOT NULL DEFAULT '',
    ADD COLUMN later_token text NOT NULL DEFAULT '',
    ADD COLUMN later_millis bigint NOT NULL DEFAULT 0;

-- The directory is told again from the journal, with what follows.
DELETE FROM campaign_directory;
DELETE FROM campaign_days;
DELETE FROM akka_projection_offset_store WHERE projection_name = 'campaign-directory';

ALTER TABLE campaign_directory
    -- Share of customers held out, in hundredths of a percent.
    ADD COLUMN control_basis_points integer NOT NULL,
    -- The seed and its commitment, in hexadecimal digits; empty unless it is a surprise.
    ADD COLUMN seed text NOT NULL,
    ADD COLUMN seed_commitment text NOT NULL;

CREATE INDEX campaign_directory_orders ON campaign_directory (program, campaign)
    WHERE seed <> '' OR control_basis_points > 0;

-- Draws of surprises.
CREATE TABLE campaign_draws (
    program text COLLATE "C" NOT NULL,
    campaign text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    customer text COLLATE "C" NOT NULL,
    order_id text COLLATE "C" NOT NULL,
    roll integer NOT NULL,
    chance integer NOT NULL,
    -- The number of giveback.coupon.v1.DrawOutcome.
    outcome smallint NOT NULL,
    -- Empty unless it won.
    claim text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    draw_millis bigint NOT NULL,
    PRIMARY KEY (program, campaign, number)
);

CREATE INDEX campaign_draws_customer ON campaign_draws (program, campaign, customer, number);
-- No order is drawn twice: a journal that says so stops the projection.
CREATE UNIQUE INDEX campaign_draws_order ON campaign_draws (program, campaign, order_id, customer);

-- Customers of campaigns with a control group: who was given something or held out, and when first.
CREATE TABLE campaign_people (
    program text COLLATE "C" NOT NULL,
    campaign text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    held_out boolean NOT NULL,
    since_millis bigint NOT NULL,
    -- The order that it was drawn for; empty without one.
    order_id text COLLATE "C" NOT NULL,
    -- The claim, while its customer may still decline it; empty for those held out.
    claim text COLLATE "C" NOT NULL,
    PRIMARY KEY (program, campaign, customer)
);

CREATE INDEX campaign_people_claim ON campaign_people (program, campaign, claim) WHERE claim <> '';

-- Orders of programs that have a campaign with a control group, since it has been created.
CREATE TABLE program_orders (
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    order_id text COLLATE "C" NOT NULL,
    record_millis bigint NOT NULL,
    -- Minor units.
    paid bigint NOT NULL,
    PRIMARY KEY (program, customer, order_id)
);

-- What was refunded of orders, by its place in the customers' journals.
CREATE TABLE program_refunds (
    transaction bigint NOT NULL,
    ordering bigint NOT NULL,
    program text COLLATE "C" NOT NULL,
    customer text COLLATE "C" NOT NULL,
    order_id text COLLATE "C" NOT NULL,
    -- Minor units.
    amount bigint NOT NULL,
    PRIMARY KEY (transaction, ordering)
);

CREATE INDEX program_refunds_order ON program_refunds (program, customer, order_id);
