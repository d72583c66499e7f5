package dev.giveback.feedback.texts;

import java.sql.SQLException;

/** The database did not do what was asked of it. It has no cause, because a driver's messages may hold what was to be written. */
public final class TextsAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TextsAwayException(SQLException cause) {
        super("the table of personal texts: the database refused or did not answer (SQLSTATE " + cause.getSQLState()
                + ")");
    }
}
