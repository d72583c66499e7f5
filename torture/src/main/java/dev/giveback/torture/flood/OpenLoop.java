package dev.giveback.torture.flood;

import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc.CheckoutServiceStub;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Sends a shop's orders at a steady pace, whether or not those before were answered, as a street full of shops would. */
final class OpenLoop {
    private static final long LEAST_PAUSE_NANOS = 1_000_000;

    private final List<CheckoutServiceStub> tills;
    private final Shop shop;
    private final Orders orders;
    private final String prefix;
    private final Duration deadline;
    private final AtomicInteger numbers = new AtomicInteger();

    /**
     * A sender.
     *
     * @param orders where answers are written down
     * @param prefix of the requests' ids
     * @param deadline of each call
     */
    OpenLoop(Shop shop, Orders orders, String prefix, Duration deadline) {
        this.shop = shop;
        this.orders = orders;
        this.prefix = prefix;
        this.deadline = deadline;
        tills = new ArrayList<>();
        for (int i = 0; i < shop.connections(); i++) {
            tills.add(CheckoutServiceGrpc.newStub(shop.till()));
        }
    }

    /** Sends so many a second for so long, and waits for the last answer. */
    Seen send(double perSecond, Duration length) {
        long end = System.nanoTime() + length.toNanos();
        return sendWhile(perSecond, () -> System.nanoTime() < end);
    }

    /** Sends so many a second as long as that is so, and waits for the last answer. */
    Seen sendWhile(double perSecond, BooleanSupplier goesOn) {
        Seen seen = new Seen();
        Phaser underWay = new Phaser(1);
        double pause = 1e9 / perSecond;
        long begin = System.nanoTime();
        for (long i = 0; goesOn.getAsBoolean(); i++) {
            long due = begin + (long) (i * pause);
            long early = due - System.nanoTime();
            if (early > LEAST_PAUSE_NANOS) {
                LockSupport.parkNanos(early);
            }
            send(due, seen, underWay);
        }
        seen.end();
        underWay.arriveAndAwaitAdvance();
        return seen;
    }

    /** Sends one after the other on so many lines at once. */
    Seen sendInLines(int lines, Duration length) throws InterruptedException {
        Seen seen = new Seen();
        long end = System.nanoTime() + length.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    Phaser answer = new Phaser(1);
                    send(System.nanoTime(), seen, answer);
                    answer.arriveAndAwaitAdvance();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        seen.end();
        return seen;
    }

    private void send(long due, Seen seen, Phaser underWay) {
        int number = numbers.getAndIncrement();
        int customer = number % orders.customers();
        underWay.register();
        seen.offered();
        tills.get(number % tills.size())
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .completeCheckout(
                        Shop.order(shop.customer(customer), prefix + "-" + number),
                        new Ending(customer, due, seen, underWay));
    }

    /** Writes down how a call ends. */
    private final class Ending implements StreamObserver<CompleteCheckoutResponse> {
        private final int customer;
        private final long due;
        private final Seen seen;
        private final Phaser underWay;

        Ending(int customer, long due, Seen seen, Phaser underWay) {
            this.customer = customer;
            this.due = due;
            this.seen = seen;
            this.underWay = underWay;
        }

        @Override
        public void onNext(CompleteCheckoutResponse response) {
            orders.acknowledged(customer);
            seen.good(due);
        }

        @Override
        public void onError(Throwable failure) {
            Status status = Status.fromThrowable(failure);
            if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED && hasReason(failure, "OVERLOADED")) {
                seen.refused();
            } else {
                orders.unknown(customer);
                if (status.getCode() == Status.Code.DEADLINE_EXCEEDED
                        || (status.getCode() == Status.Code.UNAVAILABLE && hasReason(failure, "OUTCOME_UNKNOWN"))) {
                    seen.late();
                } else {
                    seen.failed(status.toString());
                }
            }
            underWay.arriveAndDeregister();
        }

        @Override
        public void onCompleted() {
            underWay.arriveAndDeregister();
        }
    }

    private static boolean hasReason(Throwable failure, String reason) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        return status != null && status.toString().contains(reason);
    }
}
