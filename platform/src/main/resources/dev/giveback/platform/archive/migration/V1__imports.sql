-- Files of exported events that were imported here, or are being imported.
CREATE TABLE journal_import (
    export_id uuid PRIMARY KEY,
    -- Resource name of a program or customer; empty for everything.
    scope text COLLATE "C" NOT NULL,
    -- Every frame before this byte of the file took effect, in the transaction that wrote this.
    byte_offset bigint NOT NULL,
    -- A giveback.loyalty.v1.ExportPlace: the same place, as a reader needs it to go on.
    place bytea NOT NULL,
    completed boolean NOT NULL DEFAULT false,
    begin_time timestamptz NOT NULL DEFAULT clock_timestamp(),
    end_time timestamptz
);

-- Programs of an import that is under way. They go to the journal with its last block, so that nobody works with a half of it.
CREATE TABLE journal_import_program (
    place bigint NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    export_id uuid NOT NULL,
    sequence_number bigint NOT NULL,
    write_timestamp bigint NOT NULL,
    event_ser_id integer NOT NULL,
    persistence_id text COLLATE "C" NOT NULL,
    event_ser_manifest text COLLATE "C" NOT NULL,
    event_payload bytea NOT NULL
);
