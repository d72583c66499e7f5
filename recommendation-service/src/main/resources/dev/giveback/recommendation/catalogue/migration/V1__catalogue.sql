-- One row a program that has a catalogue. Whoever changes products holds its row locked until the end of the transaction, so the numbers of
-- changes become visible in their order, and a follower that looks for what is newer than a number misses nothing.
CREATE TABLE catalogue_programs (
    program text COLLATE "C" PRIMARY KEY,
    -- The number of the last transaction that touched products of it.
    last_change bigint NOT NULL,
    -- Products of it, withdrawn ones too.
    products bigint NOT NULL
);

CREATE TABLE catalogue_products (
    program text COLLATE "C" NOT NULL,
    product text COLLATE "C" NOT NULL,
    display_name text NOT NULL,
    -- Empty for none.
    category text COLLATE "C" NOT NULL,
    -- One a line.
    tags text NOT NULL,
    -- Minor units of the program's currency; 0 when unknown.
    price bigint NOT NULL,
    available boolean NOT NULL,
    -- The number of the last change that made it something else.
    change bigint NOT NULL,
    -- The number of the last transaction that named it, though it changed nothing: a complete import withdraws what nobody named.
    named bigint NOT NULL,
    update_millis bigint NOT NULL,
    PRIMARY KEY (program, product)
    -- Naming changes no index, and with room in its page costs no new entries in them.
) WITH (fillfactor = 85);

CREATE INDEX catalogue_products_change ON catalogue_products (program, change, product);
CREATE INDEX catalogue_products_category ON catalogue_products (program, category, product);
