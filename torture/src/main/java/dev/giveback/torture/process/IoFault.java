package dev.giveback.torture.process;

import java.util.List;

/** What a seed has fail below PostgreSQL. */
enum IoFault {
    /** A flush that fails: nobody knows what the disk has. */
    FLUSH("flushes fail (EIO)", "Input/output error", "fdatasync,fsync:error=EIO"),
    /** A write that fails; {@code write} itself is left out, because PostgreSQL logs with it and nothing else that counts. */
    WRITE("writes fail (EIO)", "Input/output error", "pwrite64,pwritev,pwritev2:error=EIO"),
    /** The same for want of room, as the system would tell it. */
    NO_SPACE("writes fail (ENOSPC)", "No space left on device", "pwrite64,pwritev,pwritev2,fallocate:error=ENOSPC"),
    /** A file system that is full, indeed. */
    DISK_FULL("the disk is full", "No space left on device", "");

    private final String words;
    private final String reason;
    private final String injected;

    IoFault(String words, String reason, String injected) {
        this.words = words;
        this.reason = reason;
        this.injected = injected;
    }

    static IoFault of(long seed) {
        return values()[(int) Math.floorMod(seed, (long) values().length)];
    }

    /** In few words. */
    String words() {
        return words;
    }

    /** How the system calls it, and whoever logs it. */
    String reason() {
        return reason;
    }

    /** What makes strace let each process's calls fail from this one on. */
    List<String> strace(int from) {
        return List.of("-e", "inject=" + injected + ":when=" + from + "+");
    }
}
