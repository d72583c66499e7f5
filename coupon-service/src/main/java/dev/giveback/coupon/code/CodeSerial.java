package dev.giveback.coupon.code;

/**
 * The serial number of a unique code.
 *
 * @param value from zero to the campaign's capacity, exclusive
 */
public record CodeSerial(int value) implements CodeCheck {
    public CodeSerial {
        if (value < 0 || value >= CodeFormat.MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "serial: " + value + " (expected: 0.." + (CodeFormat.MAX_CAPACITY - 1) + ")");
        }
    }
}
