package dev.giveback.benchmark;

import com.google.type.Money;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.RefundPolicy;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The program that the checkouts belong to: one point for each whole pound, refunds for 30 days. */
record Programs(Channel channel) {
    static final String NAME = "programs/bench";

    private static final long DEADLINE_SECONDS = 30;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** Creates the program; one that an earlier run created is used again. */
    void create() {
        CreateProgramRequest request = CreateProgramRequest.newBuilder()
                .setProgram(Program.newBuilder()
                        .setName(NAME)
                        .setDisplayName("Benchmark")
                        .setCurrencyCode("GBP")
                        .setTimeZone("Europe/London")
                        .setEarning(EarningPolicy.newBuilder()
                                .setRate(EarningRate.newBuilder()
                                        .setPoints(1)
                                        .setPer(Money.newBuilder()
                                                .setCurrencyCode("GBP")
                                                .setUnits(1))))
                        .setRefunds(RefundPolicy.newBuilder().setWindowDays(30)))
                .setRequestId(UUID.randomUUID().toString())
                .build();
        try {
            ProgramServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                    .createProgram(request);
        } catch (StatusRuntimeException problem) {
            if (problem.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw problem;
            }
        }
    }

    /** Orders that the server counts in this program; empty when it cannot be asked. */
    OptionalLong orderCount() {
        try {
            return OptionalLong.of(CustomerServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                    .getProgramTotals(
                            GetProgramTotalsRequest.newBuilder().setName(NAME).build())
                    .getOrderCount());
        } catch (StatusRuntimeException problem) {
            return OptionalLong.empty();
        }
    }

    /** The same, once there are so many, or what there is when patience is over: the server's sums follow its journal. */
    OptionalLong orderCountWhenAt(long expected, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        OptionalLong count = orderCount();
        while (count.isPresent() && count.getAsLong() < expected && System.nanoTime() - end < 0) {
            Thread.sleep(BETWEEN_LOOKS);
            count = orderCount();
        }
        return count;
    }
}
