package dev.giveback.feedback.mail;

import com.samskivert.mustache.Mustache;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** What stands where the placeholders of a template are. They are personal, so they say nothing of themselves. */
public final class Values {
    /** All empty. */
    public static final Values NONE = new Values(new EnumMap<>(Placeholder.class));

    private final EnumMap<Placeholder, String> texts;

    private Values(EnumMap<Placeholder, String> texts) {
        this.texts = texts;
    }

    /** The same with this one as well. */
    public Values with(Placeholder placeholder, String text) {
        EnumMap<Placeholder, String> more = new EnumMap<>(texts);
        more.put(placeholder, text);
        return new Values(more);
    }

    String get(Placeholder placeholder) {
        return texts.getOrDefault(placeholder, "");
    }

    /** Maps in maps, as the engine looks up names with dots; every name is there. */
    Map<String, Object> tree(Mustache.Escaper escaper) {
        Map<String, Object> tree = new HashMap<>();
        for (Placeholder placeholder : Placeholder.values()) {
            String[] path = placeholder.text().split("\\.", 2);
            if (path.length == 1) {
                tree.put(path[0], escaper.escape(get(placeholder)));
            } else {
                @SuppressWarnings("unchecked")
                Map<String, Object> branch =
                        (Map<String, Object>) tree.computeIfAbsent(path[0], unseen -> new HashMap<String, Object>());
                branch.put(path[1], escaper.escape(get(placeholder)));
            }
        }
        return tree;
    }

    @Override
    public String toString() {
        return "Values[" + texts.keySet() + "]";
    }
}
