package dev.giveback.feedback.reports;

import com.google.protobuf.ByteString;
import dev.giveback.feedback.directory.AnswerEntry;
import dev.giveback.feedback.directory.AnswerFilter;
import dev.giveback.feedback.directory.AnswerTable;
import dev.giveback.feedback.directory.ContactJournal;
import dev.giveback.feedback.directory.PageKey;
import dev.giveback.feedback.domain.QuestionKind;
import dev.giveback.feedback.occasions.OccasionSchema;
import dev.giveback.feedback.texts.TextSchema;
import dev.giveback.journal.v1.StoredAnswered;
import dev.giveback.journal.v1.StoredQuestionAnswer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Measures how long reports take over so many answers of one survey, each to one of two invitations, a year long. A program, not a test.
 * Arguments: the answers, and how often each is asked.
 */
final class ReportTimes {
    private static final long YEAR = Duration.ofDays(365).toMillis();
    private static final String PROGRAM = "shop";
    private static final String SURVEY = "surveys/nps";

    private ReportTimes() {}

    public static void main(String[] arguments) throws Exception {
        int answers = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        try (ContactJournal journal = new ContactJournal()) {
            TextSchema.migrate(journal.source(), "feedback");
            OccasionSchema.migrate(journal.source(), "feedback");
            journal.tell();
            fill(journal, answers);
            SurveyReports reports = new SurveyReports(journal.source());
            for (ReportBy by : ReportBy.values()) {
                ReportQuery query =
                        new ReportQuery(PROGRAM, SURVEY, 0, Long.MAX_VALUE, false, by, ZoneId.of("Europe/Vienna"));
                measure("report by " + by, rounds, () -> reports.of(query, QuestionKind.NPS));
            }
            ReportQuery month =
                    new ReportQuery(PROGRAM, SURVEY, 0, YEAR / 12, false, ReportBy.WEEK, ZoneId.of("Europe/Vienna"));
            measure("report of a month by WEEK", rounds, () -> reports.of(month, QuestionKind.NPS));
            ReturnReports returns = new ReturnReports(journal.source());
            measure("return report", rounds, () -> returns.of(PROGRAM, SURVEY, 28, 2 * YEAR));
            AnswerTable table = new AnswerTable(journal.source());
            measure("page of 50", rounds, () -> page(table, "", 50));
            measure("search of a word in every hundredth", rounds, () -> page(table, "hundredth", 50));
            measure("search of a word in each", rounds, () -> page(table, "delivery", 50));
            measure("all of them as CSV with texts", 1, () -> export(table));
        }
    }

    private static void fill(ContactJournal journal, int answers) throws Exception {
        int contacts = 2 * answers;
        journal.execute("""
                INSERT INTO contact (program, customer, contact_id, source, source_version, occasion, reference,
                    occasion_millis, channel, purpose, state, reason, chance_per_10000, drawn, language_code, decide_millis,
                    send_millis, ask_millis, answer_millis, score, categories, campaigns, tier_id)
                SELECT 'shop', 'c' || i, 'k' || i, 'surveys/nps', 1, 1, 'o' || i, t, 1, 2,
                    CASE WHEN held THEN 1 ELSE 4 END, CASE WHEN held THEN 5 ELSE 0 END, 10000, 0, 'en', t,
                    CASE WHEN held THEN NULL ELSE t END, CASE WHEN held THEN NULL ELSE t END,
                    CASE WHEN i %% 2 = 0 AND NOT held THEN t END, CASE WHEN i %% 2 = 0 AND NOT held THEN i / 2 %% 11 END,
                    ARRAY['category' || i %% 20, 'category' || i %% 7], ARRAY[]::text[],
                    (ARRAY['', 'silver', 'gold'])[1 + i %% 3]
                FROM (SELECT i, i::bigint * %d / %d AS t, i %% 20 = 1 AS held FROM generate_series(0, %d) AS i) AS rows
                """.formatted(YEAR, contacts, contacts - 1));
        String hash = "decode(md5('c' || i) || md5('d' || i), 'hex')";
        journal.execute("""
                INSERT INTO personal_text (program, customer, hash, salt, text, keep_millis, recorded)
                SELECT 'shop', 'c' || i, %s, ''::bytea,
                    'the delivery was ' || md5(i::text) || CASE WHEN i %% 200 = 0 THEN ' the hundredth' ELSE '' END, 0, true
                FROM generate_series(0, %d, 2) AS i""".formatted(hash, contacts - 1));
        String stored = java.util.HexFormat.of()
                .formatHex(StoredAnswered.newBuilder()
                        .setScorePlusOne(6)
                        .addAnswers(StoredQuestionAnswer.newBuilder()
                                .setQuestionId("score")
                                .setScorePlusOne(6))
                        .addAnswers(StoredQuestionAnswer.newBuilder()
                                .setQuestionId("why")
                                .setTextHash(ByteString.copyFrom(new byte[32])))
                        .build()
                        .toByteArray());
        journal.execute("""
                INSERT INTO answer (program, customer, contact_id, source, source_version, order_id, score, ask_millis, answer_millis,
                    is_simulated, answered, choices, text_hashes)
                SELECT program, customer, contact_id, source, 1, reference, score, ask_millis, answer_millis, false, decode('%s', 'hex'),
                    ARRAY['liked/price'], ARRAY[%s]
                FROM contact CROSS JOIN LATERAL (SELECT substr(customer, 2)::bigint AS i) AS numbers
                WHERE answer_millis IS NOT NULL""".formatted(stored, hash));
        journal.execute("""
                INSERT INTO occasion SELECT program, customer, 1, 'again', occasion_millis + 86400000, occasion_millis + 86400000,
                    occasion_millis + 86400000, 0, '{}', '{}', '{}', '', 0, 0, false FROM contact
                WHERE hashtext(customer) % 3 = 0""");
        journal.execute("ANALYZE contact; ANALYZE answer; ANALYZE personal_text; ANALYZE occasion");
        System.out.println(journal.select("SELECT count(*) FROM contact") + " contacts, "
                + journal.select("SELECT count(*) FROM answer") + " answers");
    }

    private static int page(AnswerTable table, String words, int size) throws Exception {
        return table.before(PROGRAM, SURVEY, new AnswerFilter(words, null, null, true), PageKey.LATEST, size)
                .size();
    }

    private static int export(AnswerTable table) throws Exception {
        ResponseCsv csv = new ResponseCsv(List.of(), true);
        int bytes = 0;
        PageKey end = PageKey.OLDEST;
        for (List<AnswerEntry> page = table.after(PROGRAM, SURVEY, AnswerFilter.ALL, true, end, 500);
                !page.isEmpty();
                page = table.after(PROGRAM, SURVEY, AnswerFilter.ALL, true, end, 500)) {
            for (AnswerEntry entry : page) {
                bytes += csv.line(entry).length();
            }
            end = page.getLast().key();
        }
        return bytes;
    }

    private static void measure(String what, int rounds, Callable<?> ask) throws Exception {
        long[] micros = new long[rounds];
        Object answer = "";
        for (int round = 0; round < rounds; round++) {
            long begin = System.nanoTime();
            answer = ask.call();
            micros[round] = (System.nanoTime() - begin) / 1_000;
        }
        Arrays.sort(micros);
        String told = answer.toString();
        System.out.printf(
                "%-40s median %8.1f ms, slowest %8.1f ms   %s%n",
                what,
                micros[rounds / 2] / 1_000.0,
                micros[rounds - 1] / 1_000.0,
                told.substring(0, Math.min(60, told.length())));
    }
}
