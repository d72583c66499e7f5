package dev.giveback.loyalty.feed;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.platform.feed.FeedOffset;
import java.util.ArrayList;
import java.util.List;

/** The rules of single fields of those who ask for a feed. */
final class FeedChecks {
    private FeedChecks() {}

    /** Where to begin; the beginning for an empty token. */
    static FeedOffset resumeToken(String token) {
        if (token.isEmpty()) {
            return FeedOffset.START;
        }
        try {
            return FeedOffset.parse(token);
        } catch (IllegalArgumentException e) {
            throw RefusalStatus.of(
                    Refusal.field("resume_token", "must be the resume_token of a message of the feed, or empty"));
        }
    }

    /** What the persistence ids of these programs' customers begin with. */
    static List<String> prefixes(List<String> programs) {
        List<String> prefixes = new ArrayList<>(programs.size());
        for (int i = 0; i < programs.size(); i++) {
            // Any customer will do to tell whether the program's part of the name is one.
            CustomerId id = CustomerId.parse(programs.get(i) + "/customers/0");
            if (id == null) {
                throw RefusalStatus.of(Refusal.field("programs[" + i + "]", "must be programs/{program}"));
            }
            prefixes.add(PersistenceIds.CUSTOMER_PREFIX + id.program() + '|');
        }
        return prefixes;
    }
}
