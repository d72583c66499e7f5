package dev.giveback.feedback.mail;

import com.samskivert.mustache.Mustache;

/** The template engine as it is used here: empty values count as not there, and HTML escapes what is put into it. */
final class Templates {
    static final Mustache.Compiler TEXT =
            Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).strictSections(false);
    private static final Mustache.Compiler HTML = TEXT.escapeHTML(true);

    private Templates() {}

    static String text(String template, Values values) {
        return TEXT.compile(template).execute(values.tree());
    }

    static String html(String template, Values values) {
        return HTML.compile(template).execute(values.tree());
    }
}
