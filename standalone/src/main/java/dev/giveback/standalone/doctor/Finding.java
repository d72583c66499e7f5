package dev.giveback.standalone.doctor;

/**
 * What one check found.
 *
 * @param check what was looked at
 * @param state how it is
 * @param found what there is
 * @param advice what to do about it; empty when it is well
 */
public record Finding(String check, State state, String found, String advice) {
    /** How something is. */
    public enum State {
        /** As it should be. */
        OK,
        /** It works, and may not for long, or not well. */
        WARN,
        /** It does not work, or what was acknowledged may be lost. */
        FAIL
    }

    /** Something is as it should be. */
    public static Finding ok(String check, String found) {
        return new Finding(check, State.OK, found, "");
    }

    /** Something works, and may not for long. */
    public static Finding warn(String check, String found, String advice) {
        return new Finding(check, State.WARN, found, advice);
    }

    /** Something does not work. */
    public static Finding fail(String check, String found, String advice) {
        return new Finding(check, State.FAIL, found, advice);
    }
}
