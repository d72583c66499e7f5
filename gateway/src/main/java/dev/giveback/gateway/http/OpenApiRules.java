package dev.giveback.gateway.http;

import build.buf.validate.FieldRules;
import build.buf.validate.StringRules;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;

/** The limits that the protos state, as JSON Schema writes them. Those of 64-bit numbers, which are texts in JSON, stand in extensions. */
final class OpenApiRules {
    private OpenApiRules() {}

    /** Adds the limits of one value. */
    static void add(FieldDescriptor field, FieldRules rules, ObjectNode schema) {
        switch (rules.getTypeCase()) {
            case STRING -> addText(rules.getString(), schema);
            case INT32 -> {
                var limits = rules.getInt32();
                put(limits.hasGte(), schema, "minimum", limits.getGte());
                put(limits.hasGt(), schema, "exclusiveMinimum", limits.getGt());
                put(limits.hasLte(), schema, "maximum", limits.getLte());
                put(limits.hasLt(), schema, "exclusiveMaximum", limits.getLt());
            }
            case INT64 -> {
                var limits = rules.getInt64();
                put(limits.hasGte(), schema, "x-minimum", limits.getGte());
                put(limits.hasGt(), schema, "x-exclusive-minimum", limits.getGt());
                put(limits.hasLte(), schema, "x-maximum", limits.getLte());
                put(limits.hasLt(), schema, "x-exclusive-maximum", limits.getLt());
            }
            case BOOL -> {
                if (rules.getBool().hasConst()) {
                    schema.put("const", rules.getBool().getConst());
                }
            }
            default -> {}
        }
    }

    /** Adds the limits of a list. */
    static void addList(FieldRules rules, ObjectNode schema) {
        var list = rules.getRepeated();
        put(list.hasMinItems(), schema, "minItems", list.getMinItems());
        put(list.hasMaxItems(), schema, "maxItems", list.getMaxItems());
        if (list.getUnique()) {
            schema.put("uniqueItems", true);
        }
    }

    private static void addText(StringRules text, ObjectNode schema) {
        put(text.hasMinLen(), schema, "minLength", text.getMinLen());
        put(text.hasMaxLen(), schema, "maxLength", text.getMaxLen());
        put(text.hasLen(), schema, "minLength", text.getLen());
        put(text.hasLen(), schema, "maxLength", text.getLen());
        put(text.hasMaxBytes(), schema, "x-max-bytes", text.getMaxBytes());
        if (text.hasPattern()) {
            schema.put("pattern", text.getPattern());
        }
    }

    private static void put(boolean isSet, ObjectNode schema, String name, long limit) {
        if (isSet) {
            schema.put(name, limit);
        }
    }
}
