package dev.giveback.loyalty.program;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a program, so that its author is told everything at once. */
final class FieldErrors {
    private final List<FieldError> errors = new ArrayList<>();

    void add(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    List<FieldError> list() {
        return List.copyOf(errors);
    }

    /** Names that must not occur twice; says which field repeats one. */
    Unique unique(String what) {
        return new Unique(what);
    }

    final class Unique {
        private final String what;
        private final Set<String> seen = new HashSet<>();

        private Unique(String what) {
            this.what = what;
        }

        void add(String field, String name) {
            if (!seen.add(name)) {
                FieldErrors.this.add(field, what + " '" + name + "' is used twice in the program");
            }
        }
    }
}
