package dev.giveback.standalone;

/** For whom the output is. */
enum OutputFormat {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON
}
