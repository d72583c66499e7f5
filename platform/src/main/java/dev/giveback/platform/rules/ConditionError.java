package dev.giveback.platform.rules;

/**
 * What is wrong with an expression, and where.
 *
 * @param line counted from 1
 * @param column counted from 1, in Unicode code points
 */
public record ConditionError(int line, int column, String message) {
    /** For people: {@code line 1, column 7: undeclared reference to 'ordr'}. */
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
