package dev.giveback.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.standalone.audit.CustomerFigures;
import dev.giveback.standalone.client.GatewayAddress;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.console.Steps;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ReplayTest {
    private static final Steps QUIET = new Steps(new PrintStream(OutputStream.nullOutputStream()));

    @TempDir
    private Path folder = Path.of("");

    private final NaiveLoyalty server = newServer();

    @BeforeEach
    void writeShop() throws IOException {
        List<String> rows = new ArrayList<>(List.of("invoice,invoice_date,customer_id,stock_code,quantity,unit_price"));
        for (int day = 1; day <= 9; day++) {
            for (String customer : List.of("a", "b", "c")) {
                rows.add(customer + day + ",2010-01-0" + day + "T09:00," + customer + ",P,3,2.5");
            }
            rows.add("Ca" + day + ",2010-01-0" + day + "T10:00,a,P,-2,2.5");
        }
        rows.add("Cb,2010-01-09T11:00,b,NEVER,-2,2.5");
        Files.write(folder.resolve("lines.csv"), rows);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void everythingIsSentOnceInEachCustomersOrderAndTheCheckAgrees() {
        ReplayReport report = replay(0);

        assertThat(report.invoices()).isEqualTo(37);
        assertThat(report.saleInvoices()).isEqualTo(27);
        assertThat(report.returnInvoices()).isEqualTo(10);
        assertThat(report.calls()).isEqualTo(36);
        assertThat(report.refused()).isEmpty();
        assertThat(report.refundLines()).isEqualTo(new ReplayReport.RefundLines(10, 9, 1, 0, 2, 500));
        // 27 invoices of 7.50 earn 7 each; 9 times 2 of 3 come back, floor(7 × 2 / 3) = 4 each.
        assertThat(report.pointsEarned()).isEqualTo(27 * 7);
        assertThat(report.pointsTakenBack()).isEqualTo(9 * 4);
        assertThat(report.check().agrees()).isTrue();
        assertThat(report.check().actual()).isEqualTo(new CustomerFigures(27, 189, 36, 0, 153));
        assertThat(requestsOf("b"))
                .containsExactlyElementsOf(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9).stream()
                        .map(day -> RequestIds.checkout("shop", "b" + day))
                        .toList());
        assertThat(requestsOf("a").subList(0, 4))
                .containsExactly(
                        RequestIds.checkout("shop", "a1"),
                        RequestIds.refund("shop", "Ca1", "a1"),
                        RequestIds.checkout("shop", "a2"),
                        RequestIds.refund("shop", "Ca2", "a2"));
    }

    @Test
    void aSecondRunGetsTheSameAnswersAndChangesNothing() {
        ReplayReport first = replay(0);
        ReplayReport second = replay(0);

        assertThat(second.pointsEarned()).isEqualTo(first.pointsEarned());
        assertThat(second.changes()).isEqualTo(first.changes()).isEqualTo(36);
        assertThat(second.check().agrees()).isTrue();
    }

    @Test
    void aLongerRunContinuesAShorterOneAndAShorterOneAfterwardsSaysWhyItCannotAgree() {
        ReplayReport three = replay(3);
        ReplayReport all = replay(0);
        ReplayReport threeAgain = replay(3);

        assertThat(three.invoices()).isEqualTo(12);
        assertThat(three.check().agrees()).isTrue();
        assertThat(all.check().agrees()).isTrue();
        assertThat(threeAgain.check().agrees()).isFalse();
        assertThat(threeAgain.check().verdict()).contains("more orders than these days have (27 instead of 9)");
    }

    @Test
    void callsWhoseAnswerIsLostAreRepeatedWithTheSameIdAndCountOnce() {
        server.loseAnswerOfEvery = 3;

        // The program's creation is call 1; from then on every third call loses its answer.
        ReplayReport report = replay(0);

        // The client repeats them, and what it cannot get through the replay does.
        assertThat(server.lostAnswers).isPositive();
        assertThat(report.retries()).isGreaterThanOrEqualTo(server.lostAnswers);
        assertThat(report.pointsEarned()).isEqualTo(27 * 7);
        assertThat(report.check().agrees()).isTrue();
        assertThat(requestsOf("c")).hasSizeGreaterThan(9);
        assertThat(requestsOf("c").stream().distinct()).hasSize(9);
    }

    @Test
    void refusalsAreCountedByReasonAndTheCheckFails() {
        server.refusedCustomer = "a";

        ReplayReport report = replay(0);

        assertThat(report.refused())
                .containsOnly(
                        java.util.Map.entry("BALANCE_LIMIT_REACHED", 9L), java.util.Map.entry("ORDER_NOT_FOUND", 9L));
        assertThat(report.check().agrees()).isFalse();
        assertThat(report.check().differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.customer()).isEqualTo("a"));
    }

    @Test
    void aServiceThatGivesAPointTooManyIsFound() {
        server.extraPoints = 1;

        assertThat(replay(0).check().agrees()).isFalse();
    }

    @Test
    void aProgramOfThatNameWithOtherRulesIsRefused() {
        server.program =
                RetailProgram.program("shop").toBuilder().setCurrencyCode("EUR").build();

        assertThatThrownBy(() -> replay(0))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("has other rules than the replay's");
        assertThat(requestsOf("a")).isEmpty();
    }

    /** 12 days of two customers who buy for 300.05 each day, and one of whom gives a third back the next day. */
    private void writeLargeShop() throws IOException {
        List<String> rows = new ArrayList<>(List.of("invoice,invoice_date,customer_id,stock_code,quantity,unit_price"));
        for (int day = 10; day < 22; day++) {
            for (String customer : List.of("a", "b")) {
                rows.add(customer + day + ",2010-01-" + day + "T09:00," + customer + ",P,3,100.02");
            }
            rows.add("Ca" + day + ",2010-01-" + day + "T10:00,a,P,-1,100.02");
        }
        Files.write(folder.resolve("lines.csv"), rows);
    }

    @Test
    void customersUseTheCodeAndBuyRewardsAndTheCheckAgrees() throws IOException {
        writeLargeShop();

        ReplayReport report = replay(0, true);

        assertThat(report.check().findings()).isEmpty();
        assertThat(report.check().agrees()).as(report.check().toString()).isTrue();
        // Every second of 24 sales types the code: those of b.
        ReplayReport.CampaignResult thanks = report.campaigns().getFirst();
        assertThat(thanks.campaign()).isEqualTo(RetailCampaigns.THANKS);
        assertThat(thanks.asked()).isEqualTo(12);
        assertThat(thanks.redeemed()).isEqualTo(12);
        ReplayReport.CampaignResult reward = report.campaigns().get(1);
        assertThat(reward.asked()).isEqualTo(report.pointsSpent() / 1_000).isGreaterThan(3);
        assertThat(reward.redeemed()).isBetween(reward.asked() - 2, reward.asked());
        assertThat(report.refused()).isEmpty();
    }

    @Test
    void withCampaignsTooASecondRunChangesNothingAndALongerOneContinues() throws IOException {
        writeLargeShop();

        ReplayReport six = replay(6, true);
        ReplayReport all = replay(0, true);
        ReplayReport again = replay(0, true);

        assertThat(six.check().agrees()).as(six.check().toString()).isTrue();
        assertThat(all.check().agrees()).as(all.check().toString()).isTrue();
        assertThat(again.check()).isEqualTo(all.check());
        assertThat(again.campaigns()).isEqualTo(all.campaigns());
        assertThat(again.changes()).isEqualTo(all.changes());
    }

    @Test
    void lostAnswersDoubleNeitherRewardsNorCodes() throws IOException {
        writeLargeShop();
        server.loseAnswerOfEvery = 3;

        ReplayReport report = replay(0, true);

        // The client repeats them, and what it cannot get through the replay does.
        assertThat(server.lostAnswers).isPositive();
        assertThat(report.retries()).isGreaterThanOrEqualTo(server.lostAnswers);
        assertThat(report.check().agrees()).as(report.check().toString()).isTrue();
    }

    @Test
    void aCodeThatIsRefusedBeforeItsLimitIsFound() throws IOException {
        writeLargeShop();
        server.campaigns.codeLimit = 5;

        ReplayReport report = replay(0, true);

        assertThat(report.check().agrees()).isFalse();
        assertThat(report.check().findings()).containsExactly("7 invoices were refused the code when only 5 used it");
        assertThat(report.check().differences()).isEmpty();
        assertThat(report.campaigns().getFirst().refused()).containsEntry("CODE_REFUSED", 7L);
    }

    @Test
    void aCampaignThatTellsAPennyTooMuchIsFound() throws IOException {
        writeLargeShop();
        server.campaigns.extraDiscount = 1;

        ReplayReport report = replay(0, true);

        assertThat(report.check().agrees()).isFalse();
        assertThat(report.check().differences()).isEmpty();
    }

    @Test
    void aProgramThatWasReplayedWithCampaignsIsNotReplayedWithout() throws IOException {
        writeLargeShop();
        replay(0, true);

        assertThatThrownBy(() -> replay(0, false))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("was replayed with campaigns before");
    }

    private ReplayReport replay(int days) {
        return replay(days, false);
    }

    private ReplayReport replay(int days, boolean campaigns) {
        try (GatewayClient client =
                new GatewayClient(GatewayAddress.loopback(server.port(), new GatewayAddress.Key("", "a test")))) {
            ReplayOptions options = new ReplayOptions(folder, "shop", days, Speed.MAX, 8, campaigns, true, false);
            return new Replay(client, options, QUIET, false).run();
        }
    }

    private List<String> requestsOf(String customer) {
        String prefix = "programs/shop/customers/" + customer + " ";
        return server.requests.stream()
                .filter(request -> request.startsWith(prefix))
                .map(request -> request.substring(prefix.length()))
                .toList();
    }

    private static NaiveLoyalty newServer() {
        try {
            return new NaiveLoyalty();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
