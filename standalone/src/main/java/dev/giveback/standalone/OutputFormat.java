package dev.giveback.standalone;

/** For whom the output is. */
enum OutputFormat {
    /** For people. */
    TABLE,
    /** For programs: the JSON of the contract's messages. */
    JSON,
    /** For spreadsheets: a header, and a row for each. */
    CSV
}
