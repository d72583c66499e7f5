package dev.giveback.loyalty.history;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.giveback.loyalty.privacy.Opener;
import dev.giveback.loyalty.privacy.Seals;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The free texts of an answer, opened wherever they stand in it, inside a sentence too. The JSON of a stored event is left as it is stored.
 *
 * @param seals what opens them
 */
record OpenedTexts(Seals seals) {
    private static final Pattern SEALED = Pattern.compile("sealed:[A-Za-z0-9_-]+");
    private static final String STORED_JSON = "stored_json";

    /** The answer with what can be opened in plain words. */
    <A extends Message> CompletionStage<A> in(A answer) {
        Set<String> sealed = new HashSet<>();
        Message unused = mapped(answer, text -> {
            SEALED.matcher(text).results().forEach(found -> sealed.add(found.group()));
            return text;
        });
        return seals.opener(sealed).thenApply(opener -> sealed.isEmpty() ? answer : opened(answer, opener));
    }

    @SuppressWarnings("unchecked") // A message's builder makes messages of its kind.
    private static <A extends Message> A opened(A answer, Opener opener) {
        return (A) mapped(
                answer,
                text -> SEALED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(opener.text(found.group()))));
    }

    private static Message mapped(Message message, UnaryOperator<String> texts) {
        Message.Builder builder = message.toBuilder();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            if (!field.getKey().getName().equals(STORED_JSON)) {
                builder.setField(field.getKey(), mapped(field.getValue(), texts));
            }
        }
        return builder.build();
    }

    private static Object mapped(Object value, UnaryOperator<String> texts) {
        return switch (value) {
            case String text -> texts.apply(text);
            case Message message -> mapped(message, texts);
            case List<?> values ->
                values.stream().map(each -> mapped(each, texts)).toList();
            default -> value;
        };
    }
}
