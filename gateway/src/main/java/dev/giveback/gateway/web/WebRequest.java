package dev.giveback.gateway.web;

import java.util.List;
import java.util.Map;

/**
 * What a browser asks for.
 *
 * @param method GET, HEAD or POST as a rule
 * @param path without the query
 * @param query parameters of the query, decoded
 * @param form parameters of the body, decoded; empty without a form
 * @param isForm whether the body says that it is a form
 * @param acceptLanguage the header, empty without one
 */
record WebRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, List<String>> form,
        boolean isForm,
        String acceptLanguage) {

    boolean isPost() {
        return method.equals("POST");
    }

    boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** The language that the page was asked in; empty if none was chosen. */
    String chosenLanguage() {
        List<String> chosen = (isPost() ? form : query).getOrDefault("lang", List.of());
        return chosen.isEmpty() || chosen.getFirst().length() > Texts.MAX_LANGUAGE_LENGTH ? "" : chosen.getFirst();
    }

    /** Our texts in the language that was chosen, else in the first of the browser's that we have. */
    Texts texts() {
        String chosen = chosenLanguage();
        return chosen.isEmpty() ? Texts.accepted(acceptLanguage) : Texts.of(chosen);
    }
}
