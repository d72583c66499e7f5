package dev.giveback.feedback.reports;

import static dev.giveback.feedback.directory.ContactJournal.customer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.giveback.feedback.directory.ContactJournal;
import dev.giveback.feedback.domain.QuestionKind;
import dev.giveback.feedback.occasions.OccasionSchema;
import dev.giveback.journal.v1.StoredAnswered;
import dev.giveback.journal.v1.StoredContactDecided;
import dev.giveback.journal.v1.StoredOrderFacts;
import dev.giveback.journal.v1.StoredQuestionAnswer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SurveyReportsTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    /** 2011-10-03T00:30+02:00, a Monday in Vienna and a Sunday in UTC. */
    private static final long MONDAY = 1_317_594_600_000L;

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    private final ContactJournal journal = new ContactJournal();
    private final SurveyReports reports = new SurveyReports(journal.source());

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void aSurveyThatAskedNobodyHasAnEmptyReport() throws SQLException {
        journal.tell();

        SurveyReport report = reports.of(all(ReportBy.WEEK), QuestionKind.NPS);

        assertThat(report.total().invited()).isZero();
        assertThat(report.total().scores()).isEqualTo(Scores.none(QuestionKind.NPS));
        assertThat(report.rows()).isEmpty();
        assertThat(report.choices()).isEmpty();
    }

    @Test
    void invitedAreThoseWhoGotItAndAnsweredThoseWhoAnswered() throws SQLException {
        journal.send(customer("a"), "c1", MONDAY);
        journal.answer(customer("a"), "c1", MONDAY + 1, 9, more -> {});
        journal.send(customer("b"), "c2", MONDAY);
        journal.decide(customer("c"), "c3", MONDAY);
        journal.decide(customer("d"), "c4", MONDAY, decided -> decided.setNotSentReason(9));
        journal.tell();

        SurveyReport.Row total =
                reports.of(all(ReportBy.TOTAL), QuestionKind.NPS).total();

        assertThat(total.invited()).isEqualTo(2);
        assertThat(total.answered()).isEqualTo(1);
        assertThat(total.scores()).isEqualTo(Scores.none(QuestionKind.NPS).with(9, 1));
    }

    @Test
    void whatWasAnsweredWasSentEvenWhenNobodyKnows() throws SQLException {
        journal.decide(customer("a"), "c1", MONDAY);
        journal.begin(customer("a"), "c1", 1, MONDAY, MONDAY + 60_000);
        journal.end(customer("a"), "c1", 1, MONDAY + 61_000, 4, 0);
        journal.tell();
        assertThat(reports.of(all(ReportBy.TOTAL), QuestionKind.NPS).total().invited())
                .isZero();

        journal.answer(customer("a"), "c1", MONDAY + 70_000, 5, more -> {});
        journal.tell();
        assertThat(reports.of(all(ReportBy.TOTAL), QuestionKind.NPS).total().invited())
                .isEqualTo(1);
    }

    @Test
    void weeksBeginOnMondayInTheZoneOfTheProgram() throws SQLException {
        journal.send(customer("a"), "c1", MONDAY);
        journal.send(customer("b"), "c2", MONDAY - DAY);
        journal.send(customer("c"), "c3", MONDAY + 6 * DAY);
        journal.tell();

        assertThat(reports.of(all(ReportBy.WEEK), QuestionKind.NPS).rows())
                .extracting(SurveyReport.Row::key, SurveyReport.Row::invited)
                .containsExactly(tuple("2011-09-26", 1L), tuple("2011-10-03", 2L));
    }

    @Test
    void anOrderCountsInEachOfItsCategoriesAndOnceInTheTotal() throws SQLException {
        sent(
                "a",
                "c1",
                order -> order.addCategories("tea").addCategories("cups").addCampaigns("autumn"),
                10);
        sent("b", "c2", order -> order.addCategories("tea").setTierId("gold"), 2);
        sent("c", "c3", order -> {}, 8);
        journal.tell();

        SurveyReport byCategory = reports.of(all(ReportBy.CATEGORY), QuestionKind.NPS);
        assertThat(byCategory.total().invited()).isEqualTo(3);
        assertThat(counts(byCategory)).containsExactly("=1", "cups=1", "tea=2");
        assertThat(byCategory.rows().getLast().scores())
                .isEqualTo(Scores.none(QuestionKind.NPS).with(10, 1).with(2, 1));
        assertThat(counts(reports.of(all(ReportBy.CAMPAIGN), QuestionKind.NPS))).containsExactly("=2", "autumn=1");
        assertThat(counts(reports.of(all(ReportBy.TIER), QuestionKind.NPS))).containsExactly("=2", "gold=1");
    }

    @Test
    void whatNobodySaidIsApart() throws SQLException {
        journal.send(customer("a"), "c1", MONDAY);
        journal.answer(customer("a"), "c1", MONDAY, 9, more -> more.setSimulated(true));
        journal.send(customer("b"), "c2", MONDAY);
        journal.answer(customer("b"), "c2", MONDAY, 3, more -> {});
        journal.tell();

        SurveyReport.Row real =
                reports.of(all(ReportBy.TOTAL), QuestionKind.NPS).total();
        assertThat(real.invited()).isEqualTo(1);
        assertThat(real.scores()).isEqualTo(Scores.none(QuestionKind.NPS).with(3, 1));
        ReportQuery both = new ReportQuery("shop", "surveys/nps", 0, Long.MAX_VALUE, true, ReportBy.TOTAL, VIENNA);
        assertThat(reports.of(both, QuestionKind.NPS).total().invited()).isEqualTo(2);
    }

    @Test
    void onlyWhatWasSentInTheTimeCounts() throws SQLException {
        journal.send(customer("a"), "c1", 1_000);
        journal.send(customer("b"), "c2", 2_000);
        journal.send(customer("c"), "c3", 3_000);
        journal.tell();

        ReportQuery query = new ReportQuery("shop", "surveys/nps", 2_000, 3_000, false, ReportBy.TOTAL, VIENNA);

        assertThat(reports.of(query, QuestionKind.NPS).total().invited()).isEqualTo(1);
    }

    @Test
    void aSurveyWithoutAScoreHasItsChoicesCounted() throws SQLException {
        for (int i = 0; i < 5; i++) {
            int number = i;
            journal.send(customer("c" + i), "c" + i, MONDAY);
            journal.record(
                    customer("c" + i),
                    MONDAY,
                    event -> event.setAnswered(StoredAnswered.newBuilder()
                            .setContactId("c" + number)
                            .addAnswers(StoredQuestionAnswer.newBuilder()
                                    .setQuestionId("why")
                                    .addAllChoices(number < 2 ? List.of("price", "taste") : List.of("taste")))));
        }
        journal.tell();

        SurveyReport report = reports.of(all(ReportBy.TOTAL), null);

        assertThat(report.total().answered()).isEqualTo(5);
        assertThat(report.total().scores()).isNull();
        assertThat(report.choices())
                .containsExactly(
                        new SurveyReport.ChoiceCount("why", "price", 2),
                        new SurveyReport.ChoiceCount("why", "taste", 5));
    }

    @Test
    void thoseWhoWereAskedAreComparedWithThoseHeldOut() throws SQLException {
        OccasionSchema.migrate(journal.source(), "feedback");
        for (int i = 0; i < 40; i++) {
            int number = i;
            String id = "c" + i;
            // A quarter is held out; half of the others cannot be reached.
            journal.decide(
                    customer(id),
                    "first" + i,
                    0,
                    decided -> taken(decided, number % 4 == 0 ? 5 : number % 2 == 0 ? 10 : 0));
            journal.decide(customer(id), "later" + i, 5 * DAY, decided -> taken(decided, 0));
            if (i % 4 == 0 ? i % 8 == 0 : i % 3 != 0) {
                purchase(id, "again" + i, 10 * DAY);
            }
            purchase(id, "first" + i, 0);
            purchase(id, "late" + i, 29 * DAY);
        }
        journal.decide(customer("young"), "y", 80 * DAY, decided -> taken(decided, 0));
        journal.decide(customer("undrawn"), "u", 0, decided -> taken(decided, 6));
        journal.decide(
                customer("undrawn held out"),
                "v",
                0,
                decided -> taken(decided, 5).setDrawn(7_000));
        journal.tell();

        ReturnReport report = new ReturnReports(journal.source()).of("shop", "surveys/nps", 28, 100 * DAY);

        assertThat(report.asked()).isEqualTo(Interval.ofShare(20, 30));
        assertThat(report.heldOut()).isEqualTo(Interval.ofShare(5, 10));
        assertThat(report.difference()).isEqualTo(Interval.ofDifference(report.asked(), report.heldOut()));
        assertThat(report.invited()).isEqualTo(20);
    }

    @Test
    void aBirthdayHasNoTimeAndIsComparedFromTheDecisionOn() throws SQLException {
        OccasionSchema.migrate(journal.source(), "feedback");
        for (int i = 0; i < 4; i++) {
            journal.decide(
                    customer("c" + i),
                    "b" + i,
                    50 * DAY,
                    decided -> taken(decided, 0)
                            .setOccasion(8)
                            .setReference("1970")
                            .setOccasionMillis(0));
            purchase("c" + i, "o" + i, (i < 3 ? 55 : 10) * DAY);
        }
        journal.tell();

        ReturnReport report = new ReturnReports(journal.source()).of("shop", "surveys/nps", 28, 100 * DAY);

        assertThat(report.asked()).isEqualTo(Interval.ofShare(3, 4));
    }

    private static StoredContactDecided.Builder taken(StoredContactDecided.Builder decided, int reason) {
        return decided.setNotSentReason(reason)
                .setChannel(3)
                .setChancePer10000(5_000)
                .setDrawn(100);
    }

    private void purchase(String customer, String order, long millis) throws SQLException {
        journal.execute("INSERT INTO occasion VALUES ('shop', '" + customer + "', 1, '" + order + "', " + millis + ", "
                + millis + ", " + millis + ", 0, '{}', '{}', '{}', '', 0, 0, false)");
    }

    private void sent(String customer, String contact, Consumer<StoredOrderFacts.Builder> order, int score)
            throws SQLException {
        StoredOrderFacts.Builder facts = StoredOrderFacts.newBuilder();
        order.accept(facts);
        journal.decide(
                customer(customer),
                contact,
                MONDAY,
                decided -> decided.setChannel(3).setOrder(facts));
        journal.answer(customer(customer), contact, MONDAY, score, more -> {});
    }

    private static List<String> counts(SurveyReport report) {
        return report.rows().stream()
                .map(row -> row.key() + "=" + row.invited())
                .toList();
    }

    private static ReportQuery all(ReportBy by) {
        return new ReportQuery("shop", "surveys/nps", 0, Long.MAX_VALUE, false, by, VIENNA);
    }
}
