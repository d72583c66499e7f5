package dev.giveback.feedback.domain;

import java.util.List;

/** Texts of a shop as tables can hold them: PostgreSQL takes every character but U+0000, which a journal may hold. */
final class Words {
    private Words() {}

    static String of(String text) {
        return text.replace('\0', '\uFFFD');
    }

    static List<String> of(List<String> texts) {
        return texts.stream().map(Words::of).toList();
    }
}
