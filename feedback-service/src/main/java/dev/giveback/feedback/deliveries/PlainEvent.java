package dev.giveback.feedback.deliveries;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.giveback.journal.v1.CustomerEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a shop is told of a stored event: everything but what is or could be personal. Of texts only those of these fields are told, so that a text
 * that is added to the journal later is left out until somebody decides; bytes and fingerprints never are.
 */
final class PlainEvent {
    /** Ids and words of the shop and of this system. */
    static final Set<String> TOLD_TEXTS = Set.of(
            "activity",
            "avoided_categories",
            "campaign",
            "category",
            "closed_order_ids",
            "code",
            "coupon_id",
            "coupon_ids",
            "currency_code",
            "excluded_categories",
            "excluded_products",
            "forgotten_coupon_ids",
            "hold_id",
            "included_categories",
            "included_products",
            "late_order_ids",
            "line_condition",
            "message",
            "order_condition",
            "order_id",
            "preferred_categories",
            "product",
            "recipient",
            "rule_id",
            "sender",
            "source",
            "stacking_class",
            "target",
            "tier_id",
            "title",
            "transfer_id");

    private PlainEvent() {}

    static CustomerEvent of(CustomerEvent event) {
        CustomerEvent.Builder plain = event.toBuilder();
        clean(plain);
        return plain.build();
    }

    private static void clean(Message.Builder message) {
        for (Map.Entry<FieldDescriptor, Object> field :
                Map.copyOf(message.getAllFields()).entrySet()) {
            FieldDescriptor descriptor = field.getKey();
            if (!isTold(descriptor)) {
                message.clearField(descriptor);
            } else if (descriptor.getJavaType() == JavaType.MESSAGE) {
                cleanParts(message, descriptor);
            }
        }
    }

    /** Whether a field is told; of a message its fields decide. */
    static boolean isTold(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case STRING -> TOLD_TEXTS.contains(field.getName());
            case BYTE_STRING -> false;
            case LONG -> !field.getName().contains("fingerprint");
            case INT, FLOAT, DOUBLE, BOOLEAN, ENUM, MESSAGE -> true;
        };
    }

    private static void cleanParts(Message.Builder message, FieldDescriptor field) {
        if (!field.isRepeated()) {
            Message.Builder part = ((Message) message.getField(field)).toBuilder();
            clean(part);
            message.setField(field, part.build());
            return;
        }
        List<?> parts = (List<?>) message.getField(field);
        for (int i = 0; i < parts.size(); i++) {
            Message.Builder part = ((Message) parts.get(i)).toBuilder();
            clean(part);
            message.setRepeatedField(field, i, part.build());
        }
    }
}
