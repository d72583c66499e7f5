package dev.giveback.standalone;

import dev.giveback.standalone.console.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Constants of the contracts' enums, as people write them: in lower case, without the prefix. */
final class Words {
    private Words() {}

    /**
     * The constant that a word stands for.
     *
     * @param prefix of the enum's constants
     * @param option that the word was given to
     * @throws Problem that names the option and what it takes
     */
    static <E extends Enum<E>> E constant(Class<E> type, String prefix, String option, String word) {
        String name =
                prefix + word.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        List<E> all = Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().startsWith(prefix) && !each.name().endsWith("_UNSPECIFIED"))
                .toList();
        return all.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.usage(option + ": \"" + word + "\" (expected: one of "
                        + String.join(
                                ", ",
                                all.stream()
                                        .map(each -> Printing.word(each, prefix))
                                        .toList()) + ")"));
    }
}
