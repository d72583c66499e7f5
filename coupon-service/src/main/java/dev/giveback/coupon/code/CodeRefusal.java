package dev.giveback.coupon.code;

/**
 * A typed code that is refused.
 *
 * @param reason why
 * @param position where in the text as it was typed, in UTF-16 units from zero; {@link #NOWHERE} if it is not about one character
 * @param detail what was found and what was expected, for a person; never the code itself
 */
public record CodeRefusal(CodeReason reason, int position, String detail) implements CodeReading, CodeCheck {
    /** The position of a refusal that concerns the whole text. */
    public static final int NOWHERE = -1;

    static CodeRefusal of(CodeReason reason, String detail) {
        return new CodeRefusal(reason, NOWHERE, detail);
    }
}
