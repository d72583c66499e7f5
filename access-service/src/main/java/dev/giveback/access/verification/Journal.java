package dev.giveback.access.verification;

import dev.giveback.access.journal.PersistenceIds;

/** A journal by its stored name: which one it is, and what people call it. */
sealed interface Journal {
    /** What it is called in findings, and asked for by. */
    String subject();

    /** That of keys and sessions. */
    record Keys() implements Journal {
        @Override
        public String subject() {
            return "keys";
        }
    }

    /** That of acts. */
    record Acts() implements Journal {
        @Override
        public String subject() {
            return "audit";
        }
    }

    /** That of a program's approvals. */
    record Approvals(String program) implements Journal {
        @Override
        public String subject() {
            return "programs/" + program + "/approvals";
        }
    }

    /** One that this service does not have. */
    record Foreign(String name) implements Journal {
        @Override
        public String subject() {
            return name;
        }
    }

    /** The journal that is stored under this name. */
    static Journal of(String persistenceId) {
        if (persistenceId.equals(PersistenceIds.KEYS)) {
            return new Keys();
        }
        if (persistenceId.equals(PersistenceIds.AUDIT)) {
            return new Acts();
        }
        return persistenceId.startsWith(PersistenceIds.APPROVALS_PREFIX)
                ? new Approvals(PersistenceIds.program(persistenceId))
                : new Foreign(persistenceId);
    }
}
