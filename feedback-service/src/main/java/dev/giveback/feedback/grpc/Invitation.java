package dev.giveback.feedback.grpc;

import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.domain.ContactRecord;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Localized;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Refusal;
import dev.giveback.feedback.domain.Survey;
import dev.giveback.feedback.mail.LanguageTexts;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.Map;

/**
 * An invitation that a link leads to, with the version of the survey that it was made with.
 *
 * @param gone whether the customer was erased or merged
 * @param languageCode of those that the survey has
 */
record Invitation(CustomerId customer, ContactRecord contact, Survey survey, boolean gone, String languageCode) {
    /** The same in the language that is wanted; empty for its own. */
    Invitation in(String wanted) {
        return wanted.isEmpty()
                ? this
                : new Invitation(
                        customer,
                        contact,
                        survey,
                        gone,
                        Localized.choose(wanted, survey.languages(), survey.defaultLanguage()));
    }

    /** What the page says after an answer. */
    String thanks() {
        return survey.thanks().isGiven()
                ? survey.thanks().in(languageCode, survey.defaultLanguage())
                : LanguageTexts.of(languageCode).thanks();
    }

    /** A refusal with what the page needs to say it kindly. */
    StatusRuntimeException refused(Reason reason, String message) {
        return refused(Refusal.of(reason, message));
    }

    StatusRuntimeException refused(Refusal refusal) {
        Map<String, String> details = new HashMap<>(refusal.details());
        details.put("thanks", thanks());
        details.put("language_code", languageCode);
        return RefusalStatus.of(new Refusal(refusal.reason(), refusal.message(), details));
    }
}
