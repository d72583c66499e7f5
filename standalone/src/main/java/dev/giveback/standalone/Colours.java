package dev.giveback.standalone;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** Colours on a terminal, and nowhere else unless asked for. */
final class Colours {
    private static final String OPTION = "--color";
    private final boolean on;

    /** When there are colours. */
    enum When {
        /** On a terminal, unless NO_COLOR is set. */
        AUTO,
        /** Into files and pipes too. */
        ALWAYS,
        /** Not on a terminal either. */
        NEVER
    }

    private Colours(boolean on) {
        this.on = on;
    }

    static Colours none() {
        return new Colours(false);
    }

    /** As the arguments, the environment and the terminal say; known before they are parsed, because what is misused is told in them too. */
    static Colours of(String... arguments) {
        When when = When.AUTO;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.startsWith(OPTION + "=")) {
                when = when(argument.substring(OPTION.length() + 1));
            } else if (argument.equals(OPTION) && i + 1 < arguments.length) {
                when = when(arguments[i + 1]);
            }
        }
        return new Colours(
                switch (when) {
                    case ALWAYS -> true;
                    case NEVER -> false;
                    case AUTO -> isWanted(System.getenv("NO_COLOR"), Home.terminal() && Home.outTerminal());
                });
    }

    static boolean isWanted(@Nullable String noColor, boolean terminal) {
        return terminal && (noColor == null || noColor.isEmpty());
    }

    /** What is none of them is told when it is parsed. */
    private static When when(String text) {
        for (When when : When.values()) {
            if (when.name().equals(text.toUpperCase(Locale.ROOT))) {
                return when;
            }
        }
        return When.AUTO;
    }

    ColorScheme scheme() {
        return Help.defaultColorScheme(on ? Ansi.ON : Ansi.OFF);
    }

    String good(String text) {
        return painted("32", text);
    }

    String doubtful(String text) {
        return painted("33", text);
    }

    String bad(String text) {
        return painted("31", text);
    }

    private String painted(String colour, String text) {
        return on ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }
}
