package dev.giveback.loyalty.directory;

/** The tables were lost and are being rebuilt; nothing is answered from them meanwhile. */
public final class DirectoryLost extends RuntimeException {
    /** What callers are told. */
    public static final String MESSAGE = "the read model was lost and is being rebuilt from the journal";

    private static final long serialVersionUID = 1;

    /** Says so. */
    public DirectoryLost() {
        super(MESSAGE);
    }
}
