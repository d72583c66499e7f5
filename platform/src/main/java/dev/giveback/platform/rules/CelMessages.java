package dev.giveback.platform.rules;

import dev.cel.common.CelIssue;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts the compiler's messages into words for whoever writes the rules. */
final class CelMessages {
    private static final Pattern CONTAINER = Pattern.compile(" \\(in container '[^']*'\\)");
    private static final Pattern VALIDATION =
            Pattern.compile("^\\w+ validation failed\\. Reason: (evaluation error[^:]*: )?");
    private static final Pattern OPERATOR = Pattern.compile("'_?([^'\\w]+)_?'");
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '(\\w+)'");
    private static final Pattern DOTTED_NAME = Pattern.compile("\\w+(\\s*\\.\\s*\\w+)*");

    private final Set<String> firstParts;

    /** Messages about expressions with these variables. */
    CelMessages(Collection<String> variables) {
        firstParts = variables.stream()
                .map(name -> name.substring(0, Math.max(0, name.indexOf('.'))))
                .collect(Collectors.toUnmodifiableSet());
    }

    ConditionError explain(CelIssue issue, String expression) {
        int line = Math.max(1, issue.getSourceLocation().getLine());
        int column = Math.max(0, issue.getSourceLocation().getColumn());
        String message = withoutJargon(issue.getMessage());
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches() && firstParts.contains(undeclared.group(1))) {
            message = "undeclared reference to '" + nameAt(expression, line, column) + "'";
        }
        return new ConditionError(line, column + 1, message);
    }

    /** Cuts what only someone who knows the compiler can use: containers, candidates, token lists, names of operators. */
    private static String withoutJargon(String message) {
        String text = CONTAINER.matcher(message).replaceAll("");
        text = VALIDATION.matcher(text).replaceFirst("");
        text = cut(cut(text, " (candidates: "), " expecting {");
        text = text.replace("mismatched input '<EOF>'", "unexpected end")
                .replace("mismatched input", "unexpected")
                .replace("extraneous input", "unexpected")
                .replace(" expecting <EOF>", "");
        return OPERATOR.matcher(text).replaceAll("'$1'").strip();
    }

    private static String cut(String text, String from) {
        int start = text.indexOf(from);
        return start < 0 ? text : text.substring(0, start);
    }

    /** The whole dotted name that begins at this place; the compiler names only its first part. */
    private static String nameAt(String expression, int line, int column) {
        List<String> lines = expression.lines().toList();
        String text = lines.get(Math.min(line, lines.size()) - 1);
        int start = text.offsetByCodePoints(0, Math.min(column, text.codePointCount(0, text.length())));
        Matcher name = DOTTED_NAME.matcher(text).region(start, text.length());
        return name.lookingAt() ? name.group().replaceAll("\\s", "") : text;
    }
}
