package dev.giveback.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.v1.BacktestFigures;
import dev.giveback.loyalty.v1.BacktestResult;
import dev.giveback.standalone.Commands;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** {@code giveback backtest} over some days of the real shop, checked against a sum that shares nothing with it. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BacktestCommandTest {
    private static final int DAYS = 6;
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final String WEEKENDS = "../examples/rules/double-points-weekends.yaml";

    private WholePath giveback = WholePath.start();
    private List<CheckoutCompleted> orders = List.of();
    private long refunds;

    @TempDir
    private Path folder;

    @BeforeAll
    void replay() throws Exception {
        Commands.Ran replayed = Commands.run(
                giveback.port(),
                giveback.guard().adminSecret(),
                "replay --data ../data/online-retail-ii --no-surveys --days " + DAYS);
        assertThat(replayed.exitCode()).as(replayed.out() + replayed.err()).isZero();
        read();
        assertThat(orders).hasSizeGreaterThan(100);
    }

    @AfterAll
    void stop() {
        giveback.close();
    }

    /** All orders and refunds as they are stored. */
    private void read() throws Exception {
        try (Connection connection = giveback.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT event_payload FROM loyalty.event_journal"
                        + " WHERE persistence_id LIKE 'customer|online-retail|%'")) {
            List<CheckoutCompleted> found = new ArrayList<>();
            while (row.next()) {
                CustomerEvent event = CustomerEvent.parseFrom(
                        JournalRecord.parseFrom(row.getBytes(1)).getEvent());
                if (event.hasCheckoutCompleted()) {
                    found.add(event.getCheckoutCompleted());
                }
                refunds += event.getOrderRefunded().getAmountMinor();
            }
            orders = found;
        }
    }

    private static boolean isWeekend(CheckoutCompleted order) {
        DayOfWeek day =
                Instant.ofEpochMilli(order.getPurchaseMillis()).atZone(ZONE).getDayOfWeek();
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private BacktestResult result(String arguments) throws Exception {
        Commands.Ran ran =
                Commands.run(giveback.port(), giveback.guard().adminSecret(), "backtest " + arguments + " -o json");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        BacktestResult.Builder result = BacktestResult.newBuilder();
        JsonFormat.parser().merge(ran.out(), result);
        return result.build();
    }

    @Test
    void whatACandidateIssuesIsTheIndependentSum() throws Exception {
        Path triple = file("triple.yaml", Files.readString(Path.of(WEEKENDS)).replace("percent: 200", "percent: 300"));

        BacktestResult result = result(WEEKENDS + " " + triple);

        BacktestFigures recorded = result.getBaseline();
        assertThat(recorded.getOrderCount()).isEqualTo(orders.size());
        assertThat(recorded.getSpendMinor())
                .isEqualTo(orders.stream()
                                .mapToLong(CheckoutCompleted::getTotalMinor)
                                .sum()
                        - refunds);
        assertThat(recorded.getIssuedPoints())
                .isEqualTo(orders.stream()
                        .mapToLong(CheckoutCompleted::getPointsEarned)
                        .sum())
                .isEqualTo(issued(1));
        assertThat(result.getCandidates(0).getFigures().getIssuedPoints())
                .isEqualTo(issued(2))
                .isGreaterThan(issued(1));
        assertThat(result.getCandidates(1).getFigures().getIssuedPoints()).isEqualTo(issued(3));
        assertThat(recorded.getMonthsList().stream()
                        .mapToLong(month -> month.getIssuedPoints())
                        .sum())
                .isEqualTo(issued(1));
        assertThat(result.getBaselineDifferenceCount()).isZero();
    }

    /** A point for each whole pound that an order was paid with, and so many on a weekend. */
    private long issued(int onWeekends) {
        return orders.stream()
                .mapToLong(order -> order.getTotalMinor() * (isWeekend(order) ? onWeekends : 1) / 100)
                .sum();
    }

    @Test
    void theSameRulesChangeNothing() throws Exception {
        BacktestResult result = result("../examples/rules/as-it-is.yaml");

        assertThat(result.getCandidates(0).getFigures()).isEqualTo(result.getBaseline());
        assertThat(result.getCandidates(0).getGain().getWinnerCount()).isZero();
    }

    @Test
    void theTextAndThePageTellTheSame() throws Exception {
        Path page = folder.resolve("page.html");
        Commands.Ran ran = Commands.run(
                giveback.port(), giveback.guard().adminSecret(), "backtest " + WEEKENDS + " --html " + page);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        String issued = String.format(java.util.Locale.ROOT, "%,d", issued(2));
        assertThat(ran.out()).containsPattern("points issued +[0-9,]+ +" + issued);

        Document html = parsed(Files.readString(page));
        XPath path = XPathFactory.newInstance().newXPath();
        assertThat(path.evaluate("count(//h1)", html)).isEqualTo("1");
        assertThat(path.evaluate("//tr[*[1]='points issued']/*[3]", html)).isEqualTo(issued);
        assertThat(path.evaluate("count((//table)[1]/thead/tr/*)", html)).isEqualTo("3");
        assertThat(Integer.parseInt(path.evaluate("count(//svg)", html))).isGreaterThanOrEqualTo(2);
        assertThat(path.evaluate("count(//svg[not(.//rect) and not(.//path)])", html))
                .isEqualTo("0");
        assertThat(path.evaluate("count(//script | //link | //img | //@src)", html))
                .isEqualTo("0");
        assertThat(path.evaluate("//h2[contains(., 'Double points on weekends')]", html))
                .isNotEmpty();
    }

    /** A strict parser: every element is closed, and every text is escaped; only the two elements without content are not. */
    private static Document parsed(String page) throws Exception {
        String strict = page.replace("<!DOCTYPE html>", "").replaceAll("<(meta|br)([^>]*[^/])>", "<$1$2/>");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(strict)));
    }

    @Test
    void aBadFileNamesItsLineFieldAndRule() throws Exception {
        String good = Files.readString(Path.of(WEEKENDS));
        Path field = file("field.yaml", good.replace("rate:", "rates:"));
        Path condition = file("condition.yaml", good.replace("order.weekday >= 6", "order.weekdy >= 6"));
        Path negative = file("negative.yaml", good.replace("points: 1", "points: -1"));

        expectRefused(field, "field.yaml:6: there is no field 'rates' in earning");
        expectRefused(condition, "condition.yaml:11: earning.multipliers[0].condition: ");
        expectRefused(negative, "negative.yaml:7: earning.rate.points: ");
        expectRefused(folder.resolve("none.yaml"), "there is no such file");
    }

    private void expectRefused(Path file, String message) {
        Commands.Ran ran = Commands.run(giveback.port(), giveback.guard().adminSecret(), "backtest " + file);
        assertThat(ran.exitCode()).isIn(1, 2);
        assertThat(ran.err()).contains(message);
        assertThat(ran.out()).isEmpty();
    }
}
