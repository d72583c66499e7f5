package dev.giveback.platform.archive;

/** A file of a format that this build does not know, a later one say. */
public final class UnknownFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int version;

    UnknownFormatException(int version) {
        super("format_version: " + version + " (expected: " + ExportFormat.VERSION
                + "; was it written by a later version of Giveback?)");
        this.version = version;
    }

    /** The version of the format. */
    public int version() {
        return version;
    }
}
