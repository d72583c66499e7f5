package dev.giveback.standalone.backtest;

import java.util.List;

/** A page that is written from top to bottom. Everything that comes from outside goes through {@link #text}. */
final class Html {
    private final StringBuilder page = new StringBuilder();

    /** A text as it may stand between tags and in attributes. */
    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    Html raw(String html) {
        page.append(html).append('\n');
        return this;
    }

    Html element(String tag, String text) {
        return raw("<" + tag + ">" + text(text) + "</" + tag + ">");
    }

    /** The first cell of a row is its name, the others are numbers. */
    Html table(List<String> head, List<List<String>> rows) {
        raw("<div class=\"wide\"><table><thead><tr>");
        head.forEach(cell -> element("th", cell));
        raw("</tr></thead><tbody>");
        for (List<String> row : rows) {
            raw("<tr>");
            for (int i = 0; i < row.size(); i++) {
                element(i == 0 ? "th" : "td", row.get(i));
            }
            raw("</tr>");
        }
        return raw("</tbody></table></div>");
    }

    String page() {
        return page.toString();
    }
}
