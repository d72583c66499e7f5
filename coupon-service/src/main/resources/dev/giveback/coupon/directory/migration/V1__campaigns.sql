-- Which campaign of a program a code, or the prefix of unique codes, belongs to. Written before the campaign is created: the primary key
-- is what makes a code unique.
CREATE TABLE code_registry (
    program text COLLATE "C" NOT NULL,
    is_prefix boolean NOT NULL,
    code text COLLATE "C" NOT NULL,
    campaign text COLLATE "C" NOT NULL,
    register_time timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (program, is_prefix, code)
);

CREATE INDEX code_registry_campaign ON code_registry (program, campaign);

-- Campaigns as their journals tell them; a moment behind.
CREATE TABLE campaign_directory (
    program text COLLATE "C" NOT NULL,
    campaign text COLLATE "C" NOT NULL,
    display_name text NOT NULL,
    -- The number of giveback.coupon.v1.CampaignState.
    state smallint NOT NULL,
    version bigint NOT NULL,
    -- A giveback.journal.v1.StoredDefinition: the current version.
    definition bytea NOT NULL,
    create_millis bigint NOT NULL,
    update_millis bigint NOT NULL,
    -- Claims that the campaign watches: while there are any, it must be awake.
    live bigint NOT NULL,
    -- Number of events.
    revision bigint NOT NULL,
    PRIMARY KEY (program, campaign)
);

CREATE INDEX campaign_directory_awake ON campaign_directory (program, campaign) WHERE live > 0;

-- What campaigns came to by day of their program's zone.
CREATE TABLE campaign_days (
    program text COLLATE "C" NOT NULL,
    campaign text COLLATE "C" NOT NULL,
    -- Counted from 1970-01-01.
    day bigint NOT NULL,
    claimed bigint NOT NULL,
    redeemed bigint NOT NULL,
    discount bigint NOT NULL,
    PRIMARY KEY (program, campaign, day)
);

-- Up to where the feed of coupons has taken effect. Behind rather than ahead: campaigns know what they have counted.
CREATE TABLE coupon_feed_progress (
    reader text PRIMARY KEY,
    resume_token text NOT NULL,
    record_millis bigint NOT NULL
);
