package dev.giveback.feedback.mail;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;

/**
 * The template engine as it is used here: empty values count as not there. What is put into HTML is escaped before the engine sees it, so that no
 * way of writing a name, {@code {{{name}}}} say, puts it in as it is.
 */
final class Templates {
    static final Mustache.Compiler TEXT =
            Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).strictSections(false);

    private Templates() {}

    static String text(String template, Values values) {
        return TEXT.compile(template).execute(values.tree(Escapers.NONE));
    }

    static String html(String template, Values values) {
        return TEXT.compile(template).execute(values.tree(Escapers.HTML));
    }
}
