package dev.giveback.benchmark.machine;

import java.util.regex.Pattern;

/**
 * What Linux tells of a process in {@code /proc/<pid>/stat}.
 *
 * @param parent id of the process that started it
 * @param ownSeconds processor time of all its threads
 * @param reapedSeconds processor time of its children that have ended
 */
record ProcessStat(long pid, long parent, double ownSeconds, double reapedSeconds) {
    /** Ticks a second that Linux counts in for programs, on every processor that a JDK of today runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Pattern SPACE = Pattern.compile(" ");

    /** Reads one line. The command's name stands in brackets and may hold spaces and brackets, so the last one is looked for. */
    static ProcessStat parse(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        String[] fields = SPACE.split(line.substring(close + 2).strip(), -1);
        return new ProcessStat(
                Long.parseLong(line.substring(0, open).strip()),
                Long.parseLong(fields[1]),
                seconds(fields[11], fields[12]),
                seconds(fields[13], fields[14]));
    }

    private static double seconds(String user, String system) {
        return (Long.parseLong(user) + Long.parseLong(system)) / TICKS_PER_SECOND;
    }
}
