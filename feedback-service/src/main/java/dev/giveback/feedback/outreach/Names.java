package dev.giveback.feedback.outreach;

import dev.giveback.feedback.domain.Source;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resource names of outreach. */
public final class Names {
    /** What a survey's name must be, for a message. */
    public static final String SURVEY_RULE =
            "must be programs/{program}/surveys/{survey}; 1 to 40 of a-z 0-9 -, starting with a letter";
    /** What a message's name must be, for a message. */
    public static final String MESSAGE_RULE =
            "must be programs/{program}/messages/{message}; 1 to 40 of a-z 0-9 -, starting with a letter";

    private static final String ID = "[a-z][a-z0-9-]{0,39}";
    private static final Pattern SOURCE = Pattern.compile("programs/(" + ID + ")/((?:surveys|messages)/" + ID + ")");

    private Names() {}

    /**
     * A survey or message of a program.
     *
     * @param sourceId {@code surveys/{id}} or {@code messages/{id}}
     */
    public record SourceName(String program, String sourceId) {
        /** The id without {@code surveys/} or {@code messages/}. */
        public String id() {
            return idOf(sourceId);
        }

        /** Whether it is a survey. */
        public boolean isSurvey() {
            return sourceId.startsWith(Source.SURVEYS);
        }

        /** The resource name. */
        public String name() {
            return "programs/" + program + '/' + sourceId;
        }
    }

    /** The survey or message of a resource name; empty if it is none. */
    public static Optional<SourceName> source(String name) {
        Matcher matcher = SOURCE.matcher(name);
        return matcher.matches() ? Optional.of(new SourceName(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** What is behind the last slash. */
    static String idOf(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
