package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.privacy.Seals;
import dev.giveback.loyalty.v1.StatementEntry;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Free texts in answers, opened. */
final class Texts {
    private Texts() {}

    static CompletionStage<List<StatementEntry>> opened(List<StatementEntry> entries, Seals seals) {
        return seals.opener(entries.stream().map(StatementEntry::getReference).toList())
                .thenApply(opener -> entries.stream()
                        .map(entry -> entry.toBuilder()
                                .setReference(opener.text(entry.getReference()))
                                .build())
                        .toList());
    }
}
