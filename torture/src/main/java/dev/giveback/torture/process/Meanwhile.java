package dev.giveback.torture.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What callers and operators were told while something was broken.
 *
 * @param codes of the answers that were none
 * @param wasDown whether PostgreSQL ended, all of it or all that serves
 * @param wasReady whether Giveback said all the time that it is ready
 * @param logged what was logged, by both
 */
record Meanwhile(Set<String> codes, boolean wasDown, boolean wasReady, String logged) {
    /** Those that say nothing of the outcome. */
    private static final Set<String> CLEAR = Set.of("UNAVAILABLE", "DEADLINE_EXCEEDED");

    private static final Pattern CODE = Pattern.compile("Status\\{code=(\\w+),");
    /** What PostgreSQL says when it ends all that serve, whether it stays itself or not. */
    private static final Pattern DOWN = Pattern.compile("terminating any other active server processes|shutting down");

    /** Of these answers, and what was logged. */
    static Meanwhile of(Collection<Answer> answers, boolean wasReady, GivebackProcess.Logged logged) {
        Set<String> codes = new TreeSet<>();
        for (Answer answer : answers) {
            if (answer instanceof Answer.Unknown unknown) {
                Matcher code = CODE.matcher(unknown.why());
                codes.add(code.lookingAt() ? code.group(1) : unknown.why());
            }
        }
        boolean wasDown = DOWN.matcher(logged.database()).find();
        return new Meanwhile(codes, wasDown, wasReady, logged.giveback() + logged.database());
    }

    /** What was not clear to somebody. */
    List<String> findings(IoFault fault) {
        List<String> findings = new ArrayList<>();
        codes.stream()
                .filter(code -> !CLEAR.contains(code))
                .forEach(code -> findings.add(fault.words() + ", and a caller was told " + code));
        if (codes.isEmpty()) {
            findings.add(fault.words() + ", and every call was answered: this proves nothing");
        }
        if (wasDown && wasReady) {
            findings.add(fault.words() + ", PostgreSQL was down, and Giveback said all the time that it is ready");
        }
        if (!logged.contains(fault.reason())) {
            findings.add(fault.words() + ", and nothing that was logged says '" + fault.reason() + "'");
        }
        return findings;
    }
}
