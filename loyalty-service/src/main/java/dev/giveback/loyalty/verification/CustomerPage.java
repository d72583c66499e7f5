package dev.giveback.loyalty.verification;

import dev.giveback.platform.journal.JournalRow;
import java.util.List;
import java.util.Map;

/**
 * Some rows of customers' journals, and what is kept beside those customers, all as of one moment.
 *
 * @param beside by customer id, of those whose journals begin here, or would if they had one
 * @param isLast whether nothing comes after
 */
record CustomerPage(List<JournalRow> rows, Map<String, Beside> beside, boolean isLast) {}
