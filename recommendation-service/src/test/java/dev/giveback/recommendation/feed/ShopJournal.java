package dev.giveback.recommendation.feed;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerAbsorbed;
import dev.giveback.journal.v1.CustomerErased;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.OrderCorrected;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.PreferencesChanged;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.journal.v1.StoredLineBefore;
import dev.giveback.journal.v1.StoredOrderLine;
import dev.giveback.journal.v1.StoredPreferences;
import dev.giveback.journal.v1.StoredRefundLine;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.TailEventsResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal in memory, as loyalty-service would stream it: what a shop's tests write into it. */
public final class ShopJournal {
    static final long RECORDED = 1_700_000_000_000L;

    private final String salt;
    private final List<TailEventsResponse> messages;
    private final Map<String, ByteString> hashes = new HashMap<>();

    /** An empty one. */
    public ShopJournal() {
        this("");
    }

    /** One whose hashes are others than those of journals with another salt. */
    public ShopJournal(String salt) {
        this.salt = salt;
        messages = new CopyOnWriteArrayList<>();
    }

    /** One that is not read while it is written. */
    ShopJournal(List<TailEventsResponse> messages) {
        salt = "";
        this.messages = messages;
    }

    /** What was written. */
    public List<TailEventsResponse> messages() {
        return messages;
    }

    /** A line of an order. */
    public static StoredOrderLine line(String product, long quantity, long priceMinor) {
        return StoredOrderLine.newBuilder()
                .setProduct(product)
                .setQuantity(quantity)
                .setUnitPriceMinor(priceMinor)
                .build();
    }

    /** A version of a program. */
    public ShopJournal program(String program, String zone) {
        ProgramEvent event = ProgramEvent.newBuilder()
                .setRecordMillis(RECORDED)
                .setProgram(Program.newBuilder()
                        .setName("programs/" + program)
                        .setTimeZone(zone)
                        .setCurrencyCode("GBP"))
                .build();
        add(
                TailEventsResponse.newBuilder().setProgram("programs/" + program),
                "programs/" + program,
                event.toByteString());
        return this;
    }

    /** An order that was completed. */
    public ShopJournal bought(String customer, int day, StoredOrderLine... lines) {
        return customer(
                customer,
                StatementEntryType.STATEMENT_ENTRY_TYPE_CHECKOUT,
                CustomerEvent.newBuilder()
                        .setCheckoutCompleted(order(day, List.of(lines)))
                        .build());
    }

    static CheckoutCompleted order(int day, List<StoredOrderLine> lines) {
        return CheckoutCompleted.newBuilder()
                .setOrderId("o")
                .setCountingDay(day)
                .addAllLines(lines)
                .build();
    }

    ShopJournal refunded(String customer, int day, StoredOrderLine... lines) {
        OrderRefunded.Builder refund = OrderRefunded.newBuilder().setCountingDay(day);
        for (StoredOrderLine line : lines) {
            refund.addLines(StoredRefundLine.newBuilder()
                    .setProduct(line.getProduct())
                    .setQuantity(line.getQuantity())
                    .setUnitPriceMinor(line.getUnitPriceMinor()));
        }
        return customer(
                customer,
                StatementEntryType.STATEMENT_ENTRY_TYPE_REFUND,
                CustomerEvent.newBuilder().setOrderRefunded(refund).build());
    }

    ShopJournal corrected(
            String customer, int dayBefore, List<StoredLineBefore> before, int day, List<StoredOrderLine> after) {
        return customer(
                customer,
                StatementEntryType.STATEMENT_ENTRY_TYPE_ORDER_CORRECTED,
                CustomerEvent.newBuilder()
                        .setOrderCorrected(OrderCorrected.newBuilder()
                                .setOrder(order(day, after))
                                .setCountingDayBefore(dayBefore)
                                .addAllLinesBefore(before))
                        .build());
    }

    ShopJournal stated(String customer, List<String> preferred, List<String> avoided, Integer... objections) {
        return customer(
                customer,
                StatementEntryType.STATEMENT_ENTRY_TYPE_PREFERENCES_CHANGED,
                CustomerEvent.newBuilder()
                        .setPreferencesChanged(PreferencesChanged.newBuilder()
                                .setPreferences(StoredPreferences.newBuilder()
                                        .addAllPreferredCategories(preferred)
                                        .addAllAvoidedCategories(avoided)
                                        .addAllObjections(List.of(objections))))
                        .build());
    }

    ShopJournal absorbed(String from, String into) {
        return customer(
                into,
                StatementEntryType.STATEMENT_ENTRY_TYPE_ABSORBED,
                CustomerEvent.newBuilder()
                        .setCustomerAbsorbed(CustomerAbsorbed.newBuilder().setSource(from))
                        .build());
    }

    /** A customer who was erased. */
    public ShopJournal erased(String customer) {
        return customer(
                customer,
                StatementEntryType.STATEMENT_ENTRY_TYPE_ERASED,
                CustomerEvent.newBuilder()
                        .setCustomerErased(CustomerErased.getDefaultInstance())
                        .build());
    }

    /** Bytes that are no event. */
    ShopJournal unreadable(String customer) {
        return bytes(customer, StatementEntryType.STATEMENT_ENTRY_TYPE_CHECKOUT, ByteString.copyFromUtf8("\u0007no"));
    }

    ShopJournal customer(String customer, StatementEntryType type, CustomerEvent event) {
        return bytes(
                customer,
                type,
                event.toBuilder().setRecordMillis(RECORDED).build().toByteString());
    }

    private ShopJournal bytes(String customer, StatementEntryType type, ByteString event) {
        String name = "programs/shop/customers/" + customer;
        add(TailEventsResponse.newBuilder().setCustomer(name).setType(type), name, event);
        return this;
    }

    private synchronized void add(TailEventsResponse.Builder message, String journal, ByteString event) {
        int number = messages.size() + 1;
        ByteString hash =
                hash(hashes.getOrDefault(journal, ByteString.copyFromUtf8(salt)).concat(event));
        hashes.put(journal, hash);
        messages.add(message.setTransaction(100 + number / 3)
                .setOrdering(number)
                .setResumeToken((100 + number / 3) + ":" + number)
                .setSequenceNumber(number)
                .setRecordTime(Timestamps.fromMillis(RECORDED))
                .setChainHash(hash)
                .setEvent(event)
                .build());
    }

    private static ByteString hash(ByteString bytes) {
        try {
            return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same but for its last events. */
    ShopJournal first(int count) {
        ShopJournal shorter = new ShopJournal(salt);
        shorter.messages.addAll(new ArrayList<>(messages.subList(0, count)));
        return shorter;
    }
}
