package dev.giveback.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import com.google.type.Money;
import dev.giveback.standalone.console.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How messages are shown. */
final class Printing {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private Printing() {}

    /** A message in its JSON, with the fields that are zero. */
    static String json(MessageOrBuilder message) {
        try {
            return JsonFormat.printer().alwaysPrintFieldsWithNoPresence().print(message);
        } catch (InvalidProtocolBufferException unprintable) {
            throw Problem.failed("the answer cannot be shown as JSON: " + unprintable.getMessage(), unprintable);
        }
    }

    /** The same on one line. */
    static String jsonLine(MessageOrBuilder message) {
        try {
            return JsonFormat.printer()
                    .alwaysPrintFieldsWithNoPresence()
                    .omittingInsignificantWhitespace()
                    .print(message);
        } catch (InvalidProtocolBufferException unprintable) {
            throw Problem.failed("the answer cannot be shown as JSON: " + unprintable.getMessage(), unprintable);
        }
    }

    /** Things as a list of objects, each with these names in this order. */
    static String json(List<String> names, List<List<Object>> things) {
        List<Map<String, Object>> objects = things.stream()
                .map(cells -> {
                    Map<String, Object> object = new LinkedHashMap<>();
                    names.forEach(name -> object.put(name, cells.get(object.size())));
                    return object;
                })
                .toList();
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(objects);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A message in its JSON with the names of the contract, for programs in other languages. */
    static String storedJson(MessageOrBuilder message) {
        try {
            return JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .alwaysPrintFieldsWithNoPresence()
                    .print(message);
        } catch (InvalidProtocolBufferException unprintable) {
            throw Problem.failed("the answer cannot be shown as JSON: " + unprintable.getMessage(), unprintable);
        }
    }

    /** Money with its currency: GBP 12.50. */
    static String money(Money money) {
        BigDecimal amount = BigDecimal.valueOf(money.getUnits())
                .add(BigDecimal.valueOf(money.getNanos(), 9))
                .stripTrailingZeros();
        String text = amount.setScale(Math.max(amount.scale(), decimals(money.getCurrencyCode())))
                .toPlainString();
        return (money.getCurrencyCode() + " " + text).strip();
    }

    /** Of a currency that is not known, 2. */
    private static int decimals(String currencyCode) {
        return Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getCurrencyCode().equals(currencyCode))
                .mapToInt(currency -> Math.max(0, currency.getDefaultFractionDigits()))
                .findFirst()
                .orElse(2);
    }

    /** A moment, or a word when it is unset. */
    static String time(Timestamp timestamp, String otherwise) {
        return timestamp.equals(Timestamp.getDefaultInstance())
                ? otherwise
                : TIME.format(Instant.ofEpochSecond(timestamp.getSeconds()).atOffset(ZoneOffset.UTC));
    }

    /** An enum's constant without its prefix, in lower case: CAMPAIGN_STATE_ACTIVE is active. */
    static String word(Enum<?> constant, String prefix) {
        return constant.name().substring(prefix.length()).toLowerCase(Locale.ROOT);
    }

    /** Hundredths of a percent: 250 is 2.5 %. */
    static String percent(int basisPoints) {
        return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString() + " %";
    }
}
