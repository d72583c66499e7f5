package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.pence;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.type.Money;
import dev.giveback.loyalty.v1.AmountOff;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.DiscountScope;
import dev.giveback.loyalty.v1.FixedPrice;
import dev.giveback.loyalty.v1.FreeItem;
import dev.giveback.loyalty.v1.FreeShipping;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.Gift;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.loyalty.v1.PointsMultiplier;
import dev.giveback.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Campaigns tell by COUPON_EXISTS that a coupon belongs to another claim, so any other content must be refused, whichever field differs:
 * the fields are walked by their descriptors, and a new one is walked too.
 */
final class GrantContentTest {
    private static final String CUSTOMER = "programs/shop/customers/ann";

    /** Whose coupon of which id it is, and what is not content. */
    private static final Set<String> NOT_CONTENT = Set.of("customer", "coupon_id", "request_id", "validate_only");

    /** Other texts, where not any will do. */
    private static final Map<String, String> OTHER_TEXTS = Map.of(
            "campaign",
            "programs/shop/campaigns/autumn",
            "line_condition",
            "line.quantity > 1",
            "order_condition",
            "order.total > 1");

    private static final List<CouponTerms> BENEFITS = List.of(
            CouponTerms.newBuilder()
                    .setPercentOff(
                            PercentOff.newBuilder().setBasisPoints(1_000).setScope(DiscountScope.DISCOUNT_SCOPE_ORDER))
                    .build(),
            CouponTerms.newBuilder()
                    .setAmountOff(
                            AmountOff.newBuilder().setAmount(pence(500)).setScope(DiscountScope.DISCOUNT_SCOPE_ORDER))
                    .build(),
            CouponTerms.newBuilder()
                    .setFixedPrice(
                            FixedPrice.newBuilder().setUnitPrice(pence(500)).setMaxQuantity(2))
                    .build(),
            CouponTerms.newBuilder()
                    .setFreeItem(FreeItem.newBuilder().setQuantity(2).setProduct("MUG"))
                    .build(),
            CouponTerms.newBuilder()
                    .setFreeShipping(FreeShipping.getDefaultInstance())
                    .build(),
            CouponTerms.newBuilder()
                    .setPointsMultiplier(PointsMultiplier.newBuilder().setPercent(200))
                    .build(),
            CouponTerms.newBuilder()
                    .setGift(Gift.newBuilder().setProduct("MUG").setQuantity(2))
                    .build());

    private static TestDatabase database;
    private static RunningLoyalty loyalty;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database);
        var unused = loyalty.programs().createProgram(Requests.program("shop"));
        var unusedToo = loyalty.points().adjustPoints(Requests.adjust(CUSTOMER, "begin", 1_000));
    }

    @AfterAll
    static void stop() {
        loyalty.close();
        database.close();
    }

    private static GrantCouponRequest whole(CouponTerms benefit, int number) {
        return GrantCouponRequest.newBuilder()
                .setCustomer(CUSTOMER)
                .setRequestId("grant-" + number)
                .setCouponId("coupon-" + number)
                .setCampaign("programs/shop/campaigns/spring")
                .setCampaignVersion(3)
                .setTerms(benefit.toBuilder()
                        .setTitle("Spring")
                        .addIncludedProducts("MUG")
                        .addIncludedCategories("cups")
                        .addExcludedProducts("CARD")
                        .addExcludedCategories("cards")
                        .setLineCondition("line.quantity > 0")
                        .setOrderCondition("order.total > 0")
                        .setMinimumOrder(pence(500))
                        .setMaximumDiscount(pence(500))
                        .setStackingClass("spring")
                        .setPriority(7)
                        .setExclusive(true)
                        .setReusableAfterCancel(true))
                .setStartTime(Timestamp.newBuilder().setSeconds(1_767_600_000))
                .setExpireTime(Timestamp.newBuilder().setSeconds(4_000_000_000L))
                .setCode("SPRING10")
                .setPointsPrice(5)
                .build();
    }

    @Test
    void anyOtherContentIsAnotherCouponAndTheSameIsTheSameUnderAnyRequest() {
        Set<String> walked = new TreeSet<>();
        int requests = 0;
        for (int i = 0; i < BENEFITS.size(); i++) {
            GrantCouponRequest request = whole(BENEFITS.get(i), i);
            Coupon granted = loyalty.coupons().grantCoupon(request).getCoupon();
            long revision = revision();
            for (Variant variant : variants(request, "")) {
                walked.add(variant.path());
                GrantCouponRequest other = ((GrantCouponRequest) variant.message())
                        .toBuilder().setRequestId("other-" + ++requests).build();
                assertThat(Refusal.of(() -> loyalty.coupons().grantCoupon(other))
                                .reason())
                        .as(variant.path())
                        .isEqualTo("COUPON_EXISTS");
            }
            GrantCouponRequest same =
                    request.toBuilder().setRequestId("same-" + i).build();
            assertThat(loyalty.coupons().grantCoupon(same).getCoupon()).isEqualTo(granted);
            assertThat(loyalty.coupons().grantCoupon(same).getCoupon()).isEqualTo(granted);
            var tried = loyalty.coupons()
                    .grantCoupon(same.toBuilder().setValidateOnly(true).build());
            assertThat(tried.getCoupon()).isEqualTo(granted);
            assertThat(revision()).isEqualTo(revision);
        }
        assertThat(walked).containsAll(leaves(GrantCouponRequest.getDescriptor(), ""));
    }

    private static long revision() {
        return loyalty.customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(CUSTOMER).build())
                .getCustomer()
                .getRevision();
    }

    /** The same but for one field. */
    private record Variant(String path, Message message) {}

    /** One message for each field, below this one too, that is set in it. */
    private static List<Variant> variants(Message message, String path) {
        List<Variant> variants = new ArrayList<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            String name = path + field.getName();
            if (NOT_CONTENT.contains(name) || (field.getRealContainingOneof() != null && !message.hasField(field))) {
                continue;
            }
            if (field.isRepeated()) {
                variants.add(new Variant(
                        name,
                        message.toBuilder().addRepeatedField(field, "OTHER").build()));
            } else if (isWalked(field)) {
                for (Variant inner : variants((Message) message.getField(field), name + ".")) {
                    variants.add(new Variant(
                            inner.path(),
                            message.toBuilder().setField(field, inner.message()).build()));
                }
            } else {
                variants.add(new Variant(
                        name,
                        message.toBuilder()
                                .setField(field, other(field, message.getField(field)))
                                .build()));
            }
        }
        return variants;
    }

    private static boolean isWalked(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && !field.getMessageType().getFullName().startsWith("google.");
    }

    private static Object other(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case INT -> (Integer) value + 1;
            case LONG -> (Long) value + 1;
            case BOOLEAN -> !(Boolean) value;
            case STRING -> OTHER_TEXTS.getOrDefault(field.getName(), value + "x");
            case ENUM -> field.getEnumType().findValueByNumber(2);
            case MESSAGE ->
                value instanceof Money money
                        ? money.toBuilder().setUnits(money.getUnits() + 1).build()
                        : ((Timestamp) value)
                                .toBuilder()
                                        .setSeconds(((Timestamp) value).getSeconds() + 1)
                                        .build();
            case FLOAT, DOUBLE, BYTE_STRING ->
                throw new AssertionError("field: " + field + " (expected: another type)");
        };
    }

    private static Set<String> leaves(Descriptor type, String path) {
        Set<String> leaves = new TreeSet<>();
        for (FieldDescriptor field : type.getFields()) {
            String name = path + field.getName();
            if (!field.isRepeated() && isWalked(field)) {
                leaves.addAll(leaves(field.getMessageType(), name + "."));
            } else if (!NOT_CONTENT.contains(name)) {
                leaves.add(name);
            }
        }
        return leaves;
    }
}
