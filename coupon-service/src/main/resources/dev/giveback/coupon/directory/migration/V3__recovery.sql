-- How many events the directory's rows tell: what the projection has applied. Without this row, or without rows of campaigns although
-- there were events, the directory was lost and is told anew.
CREATE TABLE campaign_directory_marker (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    events bigint NOT NULL
);

INSERT INTO campaign_directory_marker (events) SELECT coalesce(sum(revision), 0) FROM campaign_directory;

-- Campaigns that another system recorded. Their journals hold places in the feeds of that system.
CREATE TABLE imported_campaign (
    program text COLLATE "C" NOT NULL,
    campaign text COLLATE "C" NOT NULL,
    -- Added to the transactions of the feeds here, so that they are greater than all that the campaign has counted.
    shift bigint NOT NULL,
    -- Up to this place of the feeds here nothing is news; -1 while the import is under way.
    floor_transaction bigint NOT NULL DEFAULT -1,
    floor_ordering bigint NOT NULL DEFAULT -1,
    PRIMARY KEY (program, campaign)
);
