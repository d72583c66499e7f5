package dev.giveback.recommendation.domain;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Who bought one product, and when, by ascending day. Shared between versions like {@link History}. 8 bytes a purchase. */
final class Buyers {
    static final Buyers NONE = new Buyers(new int[0], new int[0], 0);

    private final int[] customers;
    private final int[] days;
    private final int size;

    private Buyers(int[] customers, int[] days, int size) {
        this.customers = customers;
        this.days = days;
        this.size = size;
    }

    int size() {
        return size;
    }

    int customer(int row) {
        return customers[row];
    }

    int day(int row) {
        return days[row];
    }

    /** The first row of that day or later. */
    int from(int day) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (days[middle] < day) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Who bought before a day, in arrays of its own. */
    Buyers before(int day) {
        int kept = from(day);
        return new Buyers(Arrays.copyOf(customers, kept), Arrays.copyOf(days, kept), kept);
    }

    Buyers plus(int customer, int day) {
        int at = from(day + 1);
        boolean fits = size < customers.length;
        int[] customers2 =
                at == size && fits ? customers : Arrays.copyOf(customers, fits ? customers.length : 2 + size * 3 / 2);
        int[] days2 = at == size && fits ? days : Arrays.copyOf(days, customers2.length);
        System.arraycopy(customers, at, customers2, at + 1, size - at);
        System.arraycopy(days, at, days2, at + 1, size - at);
        customers2[at] = customer;
        days2[at] = day;
        return new Buyers(customers2, days2, size + 1);
    }

    Buyers minus(int customer, int day) {
        for (int row = from(day); row < size && days[row] == day; row++) {
            if (customers[row] == customer) {
                int[] customers2 = Arrays.copyOf(customers, size);
                int[] days2 = Arrays.copyOf(days, size);
                System.arraycopy(customers, row + 1, customers2, row, size - row - 1);
                System.arraycopy(days, row + 1, days2, row, size - row - 1);
                return new Buyers(customers2, days2, size - 1);
            }
        }
        return this;
    }

    void write(DataOutputStream out) throws IOException {
        Snapshots.numbers(customers, size, out);
        Snapshots.numbers(days, size, out);
    }

    static Buyers read(DataInputStream in) throws IOException {
        int[] customers = Snapshots.numbers(in);
        return new Buyers(customers, Snapshots.numbers(in), customers.length);
    }
}
