package dev.giveback.recommendation.domain;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a model with its position, and reads it again. For the writing thread: what is written is the model between two events.
 *
 * <p>Numbers and the order of buyers are kept, so a model that was read gives the same answers to the last digit as the one that was written.
 */
public final class Snapshots {
    /** What a snapshot starts with: another version is not read, and the feed is read from its start instead. */
    private static final int VERSION = 0x47425202;

    private Snapshots() {}

    /** Writes; the stream is flushed and left open. */
    public static void write(PurchaseModel model, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(VERSION);
        out.writeUTF(model.position());
        names(model.customers, out);
        names(model.products, out);
        names(model.categories, out);
        names(model.words, out);
        for (int product = 0; product < model.products.size(); product++) {
            entry(model.entries.get(product), out);
            model.buyers(product).write(out);
        }
        for (int customer = 0; customer < model.customers.size(); customer++) {
            model.history(customer).write(out);
            model.stated(customer).write(out);
        }
        out.flush();
    }

    /** Reads; a stream that is none of this version is an {@link IOException}. */
    public static PurchaseModel read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("snapshot version: " + version + " (expected: " + VERSION + ")");
        }
        PurchaseModel model = new PurchaseModel();
        String position = in.readUTF();
        names(in, model.customers);
        names(in, model.products);
        names(in, model.categories);
        names(in, model.words);
        for (int product = 0; product < model.products.size(); product++) {
            model.entries.set(product, entry(in));
            model.buyers.set(product, Buyers.read(in));
        }
        for (int customer = 0; customer < model.customers.size(); customer++) {
            model.histories.set(customer, History.read(in));
            model.stated.set(customer, Stated.read(in));
        }
        model.startAt(position);
        return model;
    }

    private static void names(Names names, DataOutputStream out) throws IOException {
        out.writeInt(names.size());
        for (int i = 0; i < names.size(); i++) {
            String name = names.name(i);
            out.writeBoolean(name != null);
            if (name != null) {
                out.writeUTF(name);
            }
        }
    }

    private static void names(DataInputStream in, Names names) throws IOException {
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            if (in.readBoolean()) {
                names.add(in.readUTF());
            } else {
                names.skip();
            }
        }
    }

    private static void entry(@Nullable Entry entry, DataOutputStream out) throws IOException {
        out.writeBoolean(entry != null);
        if (entry != null) {
            Product product = entry.product();
            out.writeUTF(product.id());
            out.writeUTF(product.displayName());
            out.writeUTF(product.category());
            out.writeInt(product.tags().size());
            for (String tag : product.tags()) {
                out.writeUTF(tag);
            }
            out.writeLong(product.priceMinor());
            out.writeBoolean(product.available());
            out.writeInt(entry.category());
            numbers(entry.words(), entry.words().length, out);
        }
    }

    private static @Nullable Entry entry(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        String id = in.readUTF();
        String displayName = in.readUTF();
        String category = in.readUTF();
        String[] tags = new String[in.readInt()];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = in.readUTF();
        }
        Product product = new Product(id, displayName, category, Arrays.asList(tags), in.readLong(), in.readBoolean());
        return new Entry(product, in.readInt(), numbers(in));
    }

    static void numbers(int[] numbers, int size, DataOutputStream out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeInt(numbers[i]);
        }
    }

    static int[] numbers(DataInputStream in) throws IOException {
        int[] numbers = new int[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readInt();
        }
        return numbers;
    }
}
