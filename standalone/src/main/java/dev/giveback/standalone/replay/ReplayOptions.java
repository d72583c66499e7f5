package dev.giveback.standalone.replay;

import java.nio.file.Path;

/**
 * What to replay and how.
 *
 * @param data the folder of the shop's files
 * @param program id of the program to replay into
 * @param days only the invoices of the first so many calendar days of the data; 0 is all
 * @param speed how fast
 * @param inFlight how many calls are under way at once, 1 or more
 * @param campaigns whether customers use a code and rewards, and are given surprises
 * @param catalogue whether the products are imported first, for recommendations
 * @param surveys whether customers are invited to a survey afterwards, and answers are simulated
 */
public record ReplayOptions(
        Path data,
        String program,
        int days,
        Speed speed,
        int inFlight,
        boolean campaigns,
        boolean catalogue,
        boolean surveys) {}
