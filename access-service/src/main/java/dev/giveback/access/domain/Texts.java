package dev.giveback.access.domain;

/** Texts that people write. */
final class Texts {
    private Texts() {}

    /** Whether it is one line of so many characters, with nothing in it that a terminal or a page would obey. */
    static boolean isLine(String text, int least, int most) {
        int characters = text.codePointCount(0, text.length());
        return characters >= least
                && characters <= most
                && (least == 0 || !text.isBlank())
                && text.codePoints().noneMatch(Texts::isControl);
    }

    private static boolean isControl(int character) {
        // The joiners, without which some scripts cannot be written.
        if (character == 0x200C || character == 0x200D) {
            return false;
        }
        return switch (Character.getType(character)) {
            // FORMAT has the marks that turn the direction of what follows; SURROGATE is half of a character.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
