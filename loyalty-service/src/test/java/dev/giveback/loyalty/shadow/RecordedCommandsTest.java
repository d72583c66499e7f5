package dev.giveback.loyalty.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Money;
import dev.giveback.loyalty.domain.Programs;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.journal.CustomerEventMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stored events of every kind say of what had been asked for. That deciding it gives them again is told by the random stories. */
final class RecordedCommandsTest {
    private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00.123Z");
    private static final Instant LATER = Instant.parse("2026-07-05T00:00:00Z");

    static Stream<Arguments> commands() {
        return Stream.of(
                arguments("customer-enrolled", new Command.Enroll(request(0))),
                arguments(
                        "checkout-completed",
                        new Command.CompleteCheckout(
                                request(2),
                                "o-1",
                                List.of(line("85123A", "candles", 6, 255), line("DOUBLE", "", 1, 1_750)),
                                BEGIN)),
                arguments(
                        "order-refunded",
                        new Command.RefundOrder(
                                request(3),
                                "o-1",
                                List.of(new Command.RefundOrder.Line(1, 5), new Command.RefundOrder.Line(2, 1)),
                                BEGIN.plusSeconds(2),
                                "credit-note-1")),
                arguments("activity-rewarded", new Command.EarnPoints(request(4), "review", "review-of-85123A")),
                arguments("points-redeemed", new Command.RedeemPoints(request(5), 8, "voucher")),
                arguments(
                        "points-held",
                        new Command.HoldPoints(request(6), "h1", 8, Duration.between(BEGIN.plusSeconds(6), LATER))),
                arguments("hold-captured", new Command.CaptureHold(request(7), "h1", 3)),
                arguments("hold-released", new Command.ReleaseHold(request(9), "h2")),
                arguments("points-adjusted-up", new Command.AdjustPoints(request(11), 25, "goodwill")),
                arguments("points-adjusted-down", new Command.AdjustPoints(request(12), -3, "mistake")),
                arguments("points-expired", new Command.ExpirePoints()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aStoredEventTellsWhatWasAskedFor(String fixture, Command command) throws IOException {
        assertThat(RecordedCommands.candidates(stored(fixture), Customer.NEW)).containsExactly(command);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void everyStoredEventTellsSomethingUnlessItIsNotDecidedAgain(String fixture) throws IOException {
        CustomerEvent event = stored(fixture);
        List<Command> candidates = RecordedCommands.candidates(event, Customer.NEW);
        if (event.change() instanceof Change.MergeDeclined
                || event.change() instanceof Change.OrdersRederived
                || event.change() instanceof Change.OrderCorrected) {
            assertThat(candidates).isEmpty();
        } else {
            Request asked = candidates.getFirst().request();
            assertThat(asked.id().isEmpty() || asked.equals(event.header().request()))
                    .isTrue();
        }
    }

    static Stream<String> fixtures() throws Exception {
        Path folder = Path.of(Objects.requireNonNull(RecordedCommandsTest.class.getResource("/fixtures/journal/v1"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".binpb", ""))
                    .filter(name -> !name.contains("snapshot") && !name.contains("record") && !name.contains("program"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void anEventThatWasTamperedWithHasNoCommand() {
        Command redeem = new Command.AdjustPoints(request(1), 25, "goodwill");
        CustomerEvent event = ((Decision.Accepted) Customer.NEW.decide(redeem, Programs.PLAIN, BEGIN)).event();
        Change.PointsAdjusted change = (Change.PointsAdjusted) event.change();
        CustomerEvent tampered = new CustomerEvent(
                event.header(), new Change.PointsAdjusted("goodwill", 26, 0, change.lot(), List.of()));

        assertThat(RecordedCommands.behind(event, Customer.NEW, Programs.PLAIN, Conditions.NONE))
                .isEqualTo(redeem);
        assertThat(RecordedCommands.behind(tampered, Customer.NEW, Programs.PLAIN, Conditions.NONE))
                .isNull();
    }

    private static Command.CompleteCheckout.Line line(String product, String category, long quantity, long minor) {
        return new Command.CompleteCheckout.Line(product, category, quantity, new Money(Programs.GBP, minor));
    }

    private static Request request(long number) {
        return new Request("request-" + number, -number, "till-7");
    }

    private static CustomerEvent stored(String fixture) throws IOException {
        try (var in = RecordedCommandsTest.class.getResourceAsStream("/fixtures/journal/v1/" + fixture + ".binpb")) {
            return CustomerEventMapper.toDomain(dev.giveback.journal.v1.CustomerEvent.parseFrom(in));
        }
    }
}
